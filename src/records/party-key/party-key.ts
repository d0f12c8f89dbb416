import { idText, type PartyId, type SeatId } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { fixed, id, list, struct, uint } from '../../protocol/codec/shapes.ts';
import { presentSeat } from '../authority.ts';
import { SEALED_HALF_BYTES, SEALED_HALVES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';

const codec = struct('party key', {
  party: id<PartyId>('party'),
  generation: uint('generation'),
  halves: list(
    'halves',
    struct('half', {
      seat: id<SeatId>('seat'),
      generation: uint('generation'),
      sealed: fixed('sealed', SEALED_HALF_BYTES),
    }),
    { min: 1, max: SEALED_HALVES_MAX },
  ),
});

export type PartyKey = Decoded<typeof codec>;

/**
 * Passes a renewed share key on: its private half, and older ones as far as each may read, sealed seat by seat.
 *
 * Follows the commit that renewed it. Whether the sealed halves are what they should be, only their seats can see.
 * Nothing of them enters the projection: the engine takes its own from the entry and keeps it in the keyring.
 */
export const partyKey: RecordKind<'party-key', PartyKey> = {
  kind: 'party-key',
  tag: 17,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(content, by, room) {
    const key = idText(content.party);
    if (key !== idText(by.party)) return refuse('NOT_YOUR_PARTY', 'a party passes on its own key');
    const current = room.room.parties[key]?.shareKeyGeneration;
    if (content.generation !== current) return refuse('WRONG_GENERATION', 'the key in the charter is passed on');
    for (const { seat, generation } of content.halves) {
      if (presentSeat(room, seat)?.party !== key)
        return refuse('SEAT_NOT_PRESENT', 'halves are for seats of the party');
      if (generation > current) return refuse('WRONG_GENERATION', 'there is no half of a later generation');
    }
    return undefined;
  },

  apply(room, entry) {
    const key = idText(entry.content.party);
    const { generation } = entry.content;
    const by = idText(entry.author.seat);
    room.partyKeys[key] = { entry: idText(entry.entry), position: entry.position, generation, by };
    show(room, entry, key);
  },
};
