import type { Epoch, Position } from '../../base/ids.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, fixed, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import { sealAdmission } from '../../protocol/joining/admission.ts';
import { WELCOME_BYTES_MAX } from '../../protocol/joining/limits.ts';
import { type InvitationId, type KnockId, mailboxId } from '../../protocol/wire/mailbox-ids.ts';
import { ClientError } from '../client-error.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { SeatSession } from '../session/seat-session.ts';

/** What was promised to whom. Kept beside the commit, so that a steward who is stopped in between keeps the promise. */
export interface AdmissionTerms {
  readonly invitation: InvitationId;
  readonly knock: KnockId;
  readonly knockKey: Uint8Array;
  readonly readsFrom: 'now' | Epoch;
}

const termsCodec = struct('admission terms', {
  invitation: mailboxId<InvitationId>('invitation'),
  knock: mailboxId<KnockId>('knock'),
  knockKey: fixed('knock key', 32),
  readsFrom: optional(uint<Epoch>('reads from')),
  welcome: bytes('welcome', { max: WELCOME_BYTES_MAX }),
});

export type TermsWithWelcome = AdmissionTerms & { readonly welcome: Uint8Array };

export function encodeTerms(terms: TermsWithWelcome): Uint8Array {
  return encode(termsCodec, { ...terms, readsFrom: terms.readsFrom === 'now' ? undefined : terms.readsFrom });
}

export function decodeTerms(value: Uint8Array): TermsWithWelcome {
  const terms = decode(termsCodec, value, WELCOME_BYTES_MAX + 1024);
  return { ...terms, readsFrom: terms.readsFrom ?? 'now' };
}

/** The handshake that seated the guest, wherever the channel has gone since. */
export interface SeatedBy {
  readonly position: Position;
  readonly epoch: Epoch;
  readonly generation: number;
}

/**
 * Seals to the guest all that its seat starts from, and leaves it in the venue's mailbox.
 *
 * The guest gets the record secrets of the epochs that it may read, and of no earlier one. `[KEYS-2]`
 */
export async function deliverAdmission(
  of: { readonly record: ChannelRecord; readonly session: SeatSession },
  terms: TermsWithWelcome,
  seated: SeatedBy,
): Promise<void> {
  const { epochStarts, keyring, channelKeys } = of.record.parts;
  const first = terms.readsFrom === 'now' ? seated.epoch : terms.readsFrom;
  const start = epochStarts.get(first);
  if (start === undefined) {
    throw new ClientError('ADMISSION_BROKEN', `this device did not see epoch ${first} begin, so it cannot pass it on`);
  }
  const { invitation, knock } = terms;
  const sealed = await sealAdmission({ invitation, knock }, terms.knockKey, {
    welcome: terms.welcome,
    // Older ones only where the guest reads what they cover; later ones the guest makes itself, while it is seated.
    channelKeys: channelKeys.from(start.generation).filter(({ generation }) => generation <= seated.generation),
    firstPosition: start.position,
    frontierSize: start.frontier.size,
    frontier: start.frontier.hashes,
    recordSecrets: keyring.from(first).filter(({ epoch }) => epoch < seated.epoch),
    handshake: seated.position,
  });
  const connection = await of.session.connection();
  await connection.do({ kind: 'admit', invitation, knock, sealed });
}
