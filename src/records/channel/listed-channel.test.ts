import { expect, test } from 'vitest';
import type { ChannelId } from '../../base/ids.ts';
import { bytes, rehearse } from '../rehearsal-room.ts';

const caucus = {
  channel: bytes(16, 5) as ChannelId,
  title: 'The caucus of North',
  track: 'unofficial' as const,
  purpose: 'To hear North alone.',
  closed: false,
};

test('only a room where nobody but the secretariat sits learns which channels there are', () => {
  expect(rehearse().refusal('ada', 'channel', caucus)).toBe('NOT_THE_SECRETARIATS_CHANNEL');
  expect(rehearse({}, ['ada', 'nils']).refusal('ada', 'channel', caucus)).toBe('NOT_THE_SECRETARIATS_CHANNEL');
  expect(rehearse({}, ['ada']).refusal('ada', 'channel', caucus)).toBeUndefined();
});

test('a line posted again replaces the line', () => {
  const { room, post } = rehearse({}, ['ada']);
  post('ada', 'channel', caucus);
  post('ada', 'channel', { ...caucus, closed: true });
  expect(room.channels.order).toEqual(['05'.repeat(16)]);
  expect(room.channels.byId['05'.repeat(16)]).toMatchObject({ closed: true, position: 2 });
});
