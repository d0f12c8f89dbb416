import { describe, expect, test } from 'vitest';
import type { Epoch, Position } from '../base/ids.ts';
import { applyHandshake } from './apply-handshake.ts';
import { emptyProjection } from './projection.ts';
import { bytes, CHANNEL, charterOf, charterParty, PARTIES, rehearse, SEATS } from './rehearsal-room.ts';

const everyone = ['ada', 'nils', 'nora', 'sara'] as const;
const ADA = '20'.repeat(16);

describe('the founding', () => {
  test('shows the ground rules, the parties and who sits for them', () => {
    const { room } = rehearse({ retentionDays: 30 });
    expect(room.room).toMatchObject({
      founded: true,
      title: 'Water talks',
      rule: 'Chatham House',
      retentionDays: 30,
      quorum: 0,
      epoch: 0,
    });
    expect(room.room.parties['11'.repeat(16)]).toMatchObject({ name: 'north', secretariat: false, seatsPresent: 2 });
    expect(room.room.seats[ADA]).toMatchObject({ name: 'ada', role: 'steward', leftAt: null, admittedAt: 0 });
    expect(room.timeline).toEqual([{ kind: 'founded', position: 0, by: ADA }]);
  });

  test('for a newcomer the room begins with the charter that admitted it', () => {
    const room = emptyProjection(CHANNEL);
    const [position, epoch] = [40 as Position, 7 as Epoch];
    const charterAfter = charterOf(everyone, {}, { generation: 3 });
    applyHandshake(room, { position, epoch, charterBefore: undefined, charterAfter, committer: SEATS.ada.seat });
    expect(room.timeline).toEqual([{ kind: 'charter-received', position: 40, by: ADA }]);
    expect(room.room).toMatchObject({ epoch: 7, charterGeneration: 3 });
  });
});

describe('a handshake', () => {
  test('that admits shows the party and the seat that came', () => {
    const { room, handshake } = rehearse();
    handshake(charterOf([...everyone, 'emma'], {}, { generation: 1 }));
    expect(room.timeline.slice(1)).toEqual([
      { kind: 'party-added', position: 1, party: '13'.repeat(16), by: ADA },
      { kind: 'seat-admitted', position: 1, seat: '24'.repeat(16), by: ADA },
    ]);
    expect(room.room.parties['13'.repeat(16)]?.seatsPresent).toBe(1);
  });

  test('that removes keeps a line for who left', () => {
    const { room, handshake } = rehearse();
    handshake(charterOf(['ada', 'nora', 'sara'], {}, { generation: 1, channelKeyGeneration: 1 }));
    expect(room.timeline.slice(1)).toEqual([{ kind: 'seat-removed', position: 1, seat: '21'.repeat(16), by: ADA }]);
    expect(room.room.seats['21'.repeat(16)]).toMatchObject({ name: 'nils', leftAt: 1 });
    expect(room.room.parties['11'.repeat(16)]?.seatsPresent).toBe(1);
  });

  test('that renews a party key shows the key of now', () => {
    const { room, handshake } = rehearse();
    const charter = charterOf(everyone, {}, { generation: 1 });
    const renewed = { ...charterParty('north'), shareKey: bytes(32, 9), shareKeyGeneration: 1 };
    const parties = charter.parties.map((party) => (party.party === PARTIES.north ? renewed : party));
    handshake({ ...charter, parties }, 'nora');
    expect(room.timeline.slice(1)).toEqual([
      { kind: 'party-key-renewed', position: 1, party: '11'.repeat(16), generation: 1, by: '22'.repeat(16) },
    ]);
    expect(room.room.parties['11'.repeat(16)]).toMatchObject({ shareKey: bytes(32, 9), shareKeyGeneration: 1 });
  });

  test('[CHARTER-3] that leaves the charter alone only turns the epoch', () => {
    const { room, handshake } = rehearse();
    handshake(charterOf(everyone), 'sara');
    expect(room.timeline.slice(1)).toEqual([{ kind: 'epoch-turned', position: 1, epoch: 1, by: '23'.repeat(16) }]);
    expect(room.room.epoch).toBe(1);
  });

  test('a seat that comes back is present again', () => {
    const { room, handshake } = rehearse();
    handshake(charterOf(['ada', 'nora', 'sara'], {}, { generation: 1 }));
    handshake(charterOf(everyone, {}, { generation: 2 }));
    expect(room.room.seats['21'.repeat(16)]).toMatchObject({ leftAt: null, admittedAt: 2 });
    expect(room.room.parties['11'.repeat(16)]?.seatsPresent).toBe(2);
  });
});
