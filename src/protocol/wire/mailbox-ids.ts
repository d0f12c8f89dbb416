import type { Brand } from '../../base/brand.ts';
import type { Codec } from '../codec/codec.ts';
import { fixed } from '../codec/shapes.ts';

/** 16 random bytes each, as all ids. They name places in the venue's mailbox, nothing in a record. */
export type InvitationId = Brand<Uint8Array, 'InvitationId'>;
export type KnockId = Brand<Uint8Array, 'KnockId'>;

export function mailboxId<T extends InvitationId | KnockId>(name: string): Codec<T> {
  return fixed<T>(name, 16);
}
