import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { NOBODY, rehearse, SEATS } from '../../records/rehearsal-room.ts';
import { recordWindow } from '../engine/record-window.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { tally } from './tally.ts';

const language = 'en';

test('[REACT-3] what was said of something is counted word by word, with who said it where they are named', () => {
  const { room, post } = rehearse();
  const { entry: about } = post('nils', 'question', { text: 'Half?', language, to: undefined });
  post('sara', 'reaction', { about, what: 'agree' });
  post('nora', 'reaction', { about, what: 'agree' });
  post(NOBODY, 'reaction', { about, what: 'agree' });
  post(NOBODY, 'reaction', { about, what: 'cannot live with it' });
  const [, line] = recordWindow(room, { from: 0, count: 9 }).lines;
  const seats = [idText(SEATS.nora.seat), idText(SEATS.sara.seat)];
  expect(tally(line?.reactions)).toEqual([
    { what: 'agree', count: 3, seats, unattributed: 1 },
    { what: 'cannot live with it', count: 1, seats: [], unattributed: 1 },
  ]);
  expect(tally(undefined)).toEqual([]);
});

test('[ASK-2] a line says whether it is a question, and open', () => {
  const { room, post } = rehearse();
  const { entry } = post('nils', 'question', { text: 'Half?', language, to: undefined });
  const isOpen = () => recordWindow(room, { from: 0, count: 9 }).lines.map((line) => line.isOpen);
  expect(isOpen()).toEqual([undefined, true]);
  post('sara', 'statement', { text: 'A third.', language, inReplyTo: entry, conveyance: undefined });
  expect(isOpen()).toEqual([undefined, false, undefined]);
});

test('a page is given the reactions to ideas with the room, and those to statements by the line', () => {
  const { room, post } = rehearse();
  const { entry: said } = post('nils', 'question', { text: 'Half?', language, to: undefined });
  const { entry: idea } = post('nils', 'idea', { title: 'Half', text: '', language });
  for (const about of [said, idea]) post('sara', 'reaction', { about, what: 'agree' });
  const short = shortProjection(room);
  expect(Object.keys(short.reactions.byAbout)).toEqual([idText(idea)]);
  expect(Object.values(short.entries).map(({ name }) => name)).toEqual(['idea']);
});
