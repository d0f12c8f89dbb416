import type { Brand } from './brand.ts';
import { fromHex, toHex } from './text-encodings.ts';

/** 16 random bytes each. Compared and stored as lower-case hex where a map key is needed. */
export type ChannelId = Brand<Uint8Array, 'ChannelId'>;
export type SeatId = Brand<Uint8Array, 'SeatId'>;
export type PartyId = Brand<Uint8Array, 'PartyId'>;
export type EntryId = Brand<Uint8Array, 'EntryId'>;

/** An MLS epoch of one channel, from 0. */
export type Epoch = Brand<number, 'Epoch'>;
/** Where an item stands in a channel's record, from 0, as the venue ordered it. */
export type Position = Brand<number, 'Position'>;
/** How many leaves a tree has. */
export type TreeSize = Brand<number, 'TreeSize'>;
/** SHA-256 of domain, salt and canonical payload: `[COMMIT-1]`. 32 bytes. */
export type Commitment = Brand<Uint8Array, 'Commitment'>;

export const ID_BYTES = 16;

export type Id = ChannelId | SeatId | PartyId | EntryId;

export function idText(id: Id): string {
  return toHex(id);
}

export function idFromText<T extends Id>(text: string): T | undefined {
  const bytes = fromHex(text);
  return bytes?.length === ID_BYTES ? (bytes as T) : undefined;
}
