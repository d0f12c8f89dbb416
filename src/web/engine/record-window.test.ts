import { expect, test } from 'vitest';
import { rehearse } from '../../records/rehearsal-room.ts';
import { recordWindow, WINDOW_LINES_MAX } from './record-window.ts';

const said = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

function longRecord() {
  const { room, post } = rehearse();
  for (let at = 0; at < WINDOW_LINES_MAX + 20; at++) post('nils', 'statement', said(`Point ${at}.`));
  return room;
}

test('a page is given so many lines at once, whatever it asks for', () => {
  const room = longRecord();
  expect(recordWindow(room, { from: 0, count: 1_000_000 }).lines).toHaveLength(WINDOW_LINES_MAX);
  expect(recordWindow(room, { from: -1_000_000, count: 1_000_000 }).lines).toHaveLength(WINDOW_LINES_MAX);
});

test('a window counts from either end, and what lies outside is left out', () => {
  const room = longRecord();
  const { length } = room.timeline;
  const last = recordWindow(room, { from: -2, count: 9 });
  expect(last).toMatchObject({ from: length - 2, length });
  expect(last.lines.map(({ statement }) => statement?.text)).toEqual([
    `Point ${WINDOW_LINES_MAX + 18}.`,
    `Point ${WINDOW_LINES_MAX + 19}.`,
  ]);
  expect(recordWindow(room, { from: length + 5, count: 9 })).toEqual({ from: length, length, lines: [] });
});

test('what is answered is shown by its beginning alone', () => {
  const { room, post } = rehearse();
  const { entry } = post('nils', 'statement', said('Water. '.repeat(200)));
  post('sara', 'statement', { ...said('Then let us meet.'), inReplyTo: entry });
  const [answer] = recordWindow(room, { from: -1, count: 1 }).lines;
  expect(answer?.answered?.text).toBe('Water. '.repeat(200).slice(0, 160));
});
