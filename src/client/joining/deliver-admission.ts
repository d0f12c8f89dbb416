import type { Epoch } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, fixed, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import { sealAdmission } from '../../protocol/joining/admission.ts';
import { WELCOME_BYTES_MAX } from '../../protocol/joining/limits.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import { type InvitationId, type KnockId, mailboxId } from '../../protocol/wire/mailbox-ids.ts';
import { ClientError } from '../client-error.ts';
import { backoffMs } from '../connection/backoff.ts';
import { isPassingRefusal } from '../connection/passing-refusals.ts';
import type { Committed } from '../group/committer.ts';
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

/**
 * Seals to the guest all that its seat starts from, and leaves it in the venue's mailbox, as soon as there is a way
 * there.
 *
 * The guest gets the record secrets of the epochs that it may read, and of no earlier one. `[KEYS-2]`
 */
export async function deliverAdmission(
  of: {
    readonly random: Randomness;
    readonly record: ChannelRecord;
    readonly session: SeatSession;
    readonly keys: SeatKeys;
  },
  terms: TermsWithWelcome,
  committed: Committed,
): Promise<void> {
  const sealed = await sealFor(of, terms, committed);
  const { invitation, knock } = terms;
  for (let failures = 0; ; failures++) {
    const connection = await of.session.connection();
    try {
      await connection.do({ kind: 'admit', invitation, knock, sealed });
      return;
    } catch (error) {
      if (!(error instanceof ClientError) || of.session.state.kind === 'ended') throw error;
      // Sealed by a run that was stopped: it got there, and waits no more. Or it was dismissed.
      if (error.detail['code'] === 'KNOCK_UNKNOWN') return;
      if (error.code === 'VENUE_REFUSED' && !isPassingRefusal(error.detail['code'])) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, of.random)));
  }
}

async function sealFor(
  { record, keys }: { readonly record: ChannelRecord; readonly keys: SeatKeys },
  terms: TermsWithWelcome,
  committed: Committed,
): Promise<Uint8Array> {
  const { epochStarts, keyring, channelKeys } = record.parts;
  const { position, next, secret } = committed;
  const first = terms.readsFrom === 'now' ? next.epoch : terms.readsFrom;
  const start = epochStarts.get(first);
  if (start === undefined) {
    throw new ClientError('ADMISSION_BROKEN', `this device did not see epoch ${first} begin, so it cannot pass it on`);
  }
  const { invitation, knock } = terms;
  const between = { stewardSecret: keys.static.secret, knockKey: terms.knockKey };
  return await sealAdmission({ invitation, knock }, between, {
    welcome: terms.welcome,
    // Older ones only where the guest reads what they cover; later ones the guest makes itself, while it is seated.
    channelKeys: channelKeys.from(start.generation).filter(({ generation }) => generation <= secret.generation),
    firstPosition: start.position,
    frontierSize: start.frontier.size,
    frontier: start.frontier.hashes,
    recordSecrets: keyring.from(first).filter(({ epoch }) => epoch < next.epoch),
    handshake: position,
  });
}
