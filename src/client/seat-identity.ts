import { type ChannelId, idText, type SeatId } from '../base/ids.ts';
import { type Decoded, decode, encode } from '../protocol/codec/codec.ts';
import { fixed, id, struct, text, uint } from '../protocol/codec/shapes.ts';

/** What makes a seat this person's: written when the seat is taken, and never changed. */
const identityCodec = struct('seat identity', {
  version: uint('version', { min: 1, max: 1 }),
  channel: id<ChannelId>('channel'),
  seat: id<SeatId>('seat'),
  seatSecret: fixed('seat secret', 32),
  /** Where the venue answers. */
  venue: text('venue', { maxBytes: 2_048 }),
  /** What logins sign. */
  origin: text('origin', { maxBytes: 2_048 }),
  /** Which item of the person's vault is this seat's. */
  vaultIndex: uint('vault index'),
});

export type SeatIdentity = Decoded<typeof identityCodec>;

export function encodeIdentity(identity: SeatIdentity): Uint8Array {
  return encode(identityCodec, identity);
}

/** Throws CodecError on what {@link encodeIdentity} did not write. */
export function decodeIdentity(bytes: Uint8Array): SeatIdentity {
  return decode(identityCodec, bytes, 8_192);
}

/** Under which keys a device remembers a seat. */
export function seatKeys(channel: ChannelId) {
  const seat = `seat/${idText(channel)}`;
  return {
    all: `${seat}/`,
    identity: `${seat}/identity`,
    checkpoint: `${seat}/checkpoint`,
    held: `${seat}/held`,
    pending: `${seat}/pending`,
    outbox: `${seat}/outbox/`,
    unattributed: `${seat}/unattributed/`,
    tokens: `${seat}/tokens`,
    rounds: `${seat}/rounds/`,
    ballots: `${seat}/ballots/`,
    evidence: `${seat}/evidence/`,
    invitations: `${seat}/invitation/`,
  } as const;
}

export const SEATS_PREFIX = 'seat/';
