import type { EntryId, Position } from '../../src/base/ids.ts';
import { VenueHttp } from '../../src/client/connection/venue-http.ts';
import { epochHeadOf } from '../../src/client/record/record-parts.ts';
import type { Seat } from '../../src/client/seat.ts';
import { seatKeys } from '../../src/client/seat-identity.ts';
import { purseCodec } from '../../src/client/unattributed/token-purse.ts';
import { decode } from '../../src/protocol/codec/codec.ts';
import { sign } from '../../src/protocol/crypto/ed25519.ts';
import type { RecordHead } from '../../src/protocol/record-tree/record-tree.ts';
import { sealUnattributed } from '../../src/protocol/seal/seal-unattributed.ts';
import { postingStatement } from '../../src/protocol/token/posting.ts';
import type { Token } from '../../src/protocol/token/token.ts';
import { type UnattributedPost, unattributedPost } from '../../src/protocol/wire/http-bodies.ts';
import type { House, Person } from './house.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** The tokens to speak that this seat's device has, taken from its disk. */
export function tokensOf(person: Person, seat: Seat): readonly Token[] {
  const kept = person.disk.past.get(seatKeys(seat.identity.channel).tokens)?.at(-1);
  return kept === undefined ? [] : decode(purseCodec, kept, kept.length).tokens;
}

/** What a seat's program works with in the epoch that its room is in. */
export function stateOf({ record }: Seat) {
  const { state, lastHandshake, epochStarts } = record.parts;
  if (state === undefined) throw new Error('not seated');
  const begunAt = epochStarts.get(state.epoch)?.position as Position;
  return { ...state, lastHandshake, begunAt, seen: epochHeadOf(record.parts) as RecordHead };
}

/** Of any payload whatever, as a member's device seals it; or as somebody would who has not the room's secret. */
export function sealedWithoutAName(
  seat: Seat,
  payload: Uint8Array,
  change: { readonly entry?: EntryId | undefined; readonly recordSecret?: Uint8Array } = {},
): Promise<Uint8Array> {
  const { epoch, charter, recordSecret, seen } = stateOf(seat);
  const { channel } = seat.identity;
  const { entry = random(16) as EntryId } = change;
  const room = { channel, epoch, charter, recordSecret: change.recordSecret ?? recordSecret };
  return sealUnattributed({ ...room, entry, payload, salt: random(32), seen, random });
}

/** What a member's device would post with this token. */
export async function postingWith(
  seat: Seat,
  token: Token,
  item: Uint8Array,
  seed?: Uint8Array,
): Promise<UnattributedPost> {
  const { lastHandshake, begunAt, postingSeed } = stateOf(seat);
  const posting = await sign(seed ?? postingSeed, postingStatement(token, item));
  return { channel: seat.identity.channel, lastHandshake, begunAt, token, posting, item };
}

export async function postUnattributed(house: House, body: UnattributedPost): Promise<void> {
  await new VenueHttp(house.url).post('/api/v1/unattributed', unattributedPost, body);
}
