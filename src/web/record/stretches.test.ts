import { beforeAll, expect, test, vi } from 'vitest';
import { charterOf, rehearse } from '../../records/rehearsal-room.ts';
import { recordWindow } from '../engine/record-window.ts';
import { loadMessages } from '../messages/messages.ts';
import { blocksOf } from './blocks.ts';
import { stretchesOf } from './stretches.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

const said = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

test('each line of a stretch is in its band, and the first one says which rule it is', () => {
  const { room, post, handshake } = rehearse();
  post('nils', 'statement', said('Before.'));
  post('ada', 'stretch', { rule: 'off the record', meeting: undefined });
  post('nils', 'statement', said('Within.'));
  post('ada', 'stretch', { rule: undefined, meeting: undefined });
  handshake(charterOf(['ada', 'nils', 'nora', 'sara']));
  post('nils', 'statement', said('After.'));
  const { lines } = recordWindow(room, { from: 0, count: 20 });
  const blocks = blocksOf({
    room: { channel: room.channel, process: '', projection: room } as never,
    lines,
    newFrom: 3,
  });
  const shown = stretchesOf(room, blocks).map((of, at) => [blocks[at]?.kind, of?.isFirst, of?.span.rules.rule]);
  const within = (kind: string, isFirst = false) => [kind, isFirst, 'off the record'];
  const outside = (kind: string) => [kind, undefined, undefined];
  expect(shown.filter(([kind]) => kind !== 'day')).toEqual([
    outside('told'),
    outside('words'),
    within('told', true),
    within('new'),
    within('words'),
    within('told'),
    outside('told'),
    outside('words'),
  ]);
});
