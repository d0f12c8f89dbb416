import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { charterOf, rehearse, SEATS } from '../rehearsal-room.ts';
import { seatsToAsk } from '../sounding/electorate.ts';

test('[AUTH-8] a place that passes on is one line, names both seats, and is asked of the successor', () => {
  const { room, handshake } = rehearse({}, ['ada', 'nils', 'sara']);
  const after = charterOf(['ada', 'nora', 'sara'], {}, { generation: 1, channelKeyGeneration: 1 });
  const [from, to] = [idText(SEATS.nils.seat), idText(SEATS.nora.seat)];
  handshake({ ...after, seats: after.seats.map((s) => (s.name === 'nora' ? { ...s, succeeds: SEATS.nils.seat } : s)) });
  const position = room.timeline.at(-1)?.position;
  expect(room.timeline.filter((item) => item.position === position)).toEqual([
    { kind: 'seat-handed-over', position, from, to, by: idText(SEATS.ada.seat) },
  ]);
  expect(room.room.seats[from]).toMatchObject({ leftAt: position, succeeds: null, succeededBy: to });
  expect(room.room.seats[to]).toMatchObject({ leftAt: null, succeeds: from, succeededBy: null });
  expect(seatsToAsk(room, 'every seat')).toEqual([idText(SEATS.ada.seat), to, idText(SEATS.sara.seat)].sort());
});
