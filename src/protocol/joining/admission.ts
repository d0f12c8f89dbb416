import { concat, EMPTY } from '../../base/bytes.ts';
import type { Position, TreeSize } from '../../base/ids.ts';
import { type Codec, decode, encode } from '../codec/codec.ts';
import { readable } from '../codec/readable.ts';
import { bytes, fixed, list, struct, uint } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';
import { HPKE_OVERHEAD_BYTES, hpkeAuthOpen, hpkeAuthSeal } from '../crypto/hpke.ts';
import { domain } from '../domain.ts';
import { ADMISSION_BYTES_MAX } from '../wire/limits.ts';
import type { InvitationId, KnockId } from '../wire/mailbox-ids.ts';
import { type ChannelKeyGeneration, channelKeys } from './channel-keys.ts';
import { JoiningError } from './joining-error.ts';
import { FRONTIER_HASHES_MAX, WELCOME_BYTES_MAX } from './limits.ts';
import { type EpochSecret, recordSecrets } from './record-secrets.ts';

/** All that a newcomer starts from. `[JOIN-3]` */
export interface Admission {
  /** MLS Welcome, with the ratchet tree. */
  readonly welcome: Uint8Array;
  /** From the generation of the first readable epoch on: with older ones the newcomer learns who sat there then. */
  readonly channelKeys: readonly ChannelKeyGeneration[];
  /** Where the newcomer's record begins. */
  readonly firstPosition: Position;
  /** The record tree below `firstPosition`, as far as later roots need it. `[RECORD-5]` */
  readonly frontierSize: TreeSize;
  readonly frontier: readonly Uint8Array[];
  /** Of the epochs before the one joined that the newcomer may read. */
  readonly recordSecrets: readonly EpochSecret[];
  /** Where the handshake stands that seats the newcomer: the first that its new state has processed. */
  readonly handshake: Position;
}

const admission: Codec<Admission> = versioned(
  1,
  struct('admission', {
    welcome: bytes('welcome', { min: 1, max: WELCOME_BYTES_MAX }),
    channelKeys,
    firstPosition: uint<Position>('first position'),
    frontierSize: uint<TreeSize>('frontier size'),
    frontier: list('frontier', fixed('frontier hash', 32), { max: FRONTIER_HASHES_MAX }),
    recordSecrets,
    handshake: uint<Position>('handshake'),
  }),
);

/** Which knock is answered. */
export interface KnockPlace {
  readonly invitation: InvitationId;
  readonly knock: KnockId;
}

const ADMISSION = domain('admission');

const admissionInfo = ({ invitation, knock }: KnockPlace) => concat(ADMISSION, invitation, knock);

/**
 * Seals to the knock's own key, as the steward of the link: other holders of the link can neither open it nor make one
 * that the guest takes for the steward's. `[JOIN-4]` Throws JoiningError `TOO_LARGE`.
 */
export async function sealAdmission(
  place: KnockPlace,
  keys: { readonly stewardSecret: Uint8Array; readonly knockKey: Uint8Array },
  value: Admission,
): Promise<Uint8Array> {
  const plain = encode(admission, value);
  const length = plain.length + HPKE_OVERHEAD_BYTES;
  if (length > ADMISSION_BYTES_MAX) throw new JoiningError('TOO_LARGE', `admission of ${length} bytes`);
  const between = { senderSecret: keys.stewardSecret, publicKey: keys.knockKey };
  return await hpkeAuthSeal(between, admissionInfo(place), EMPTY, plain);
}

/** `undefined` where it is not the steward's, answers another knock, was altered, or is none. */
export async function openAdmission(
  place: KnockPlace,
  keys: { readonly knockSecret: Uint8Array; readonly stewardKey: Uint8Array },
  sealed: Uint8Array,
): Promise<Admission | undefined> {
  if (sealed.length > ADMISSION_BYTES_MAX) return undefined;
  const between = { privateKey: keys.knockSecret, senderKey: keys.stewardKey };
  const plain = await hpkeAuthOpen(between, admissionInfo(place), EMPTY, sealed);
  return plain && readable(() => decode(admission, plain, ADMISSION_BYTES_MAX));
}
