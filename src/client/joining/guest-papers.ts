import type { ChannelId, SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bytes, fixed, id, list, struct, text } from '../../protocol/codec/shapes.ts';
import { type X25519KeyPair, keyPair as x25519KeyPair } from '../../protocol/crypto/x25519.ts';
import type { InvitationLink } from '../../protocol/joining/invitation-link.ts';
import type { DeviceSecrets, Device as MlsDevice } from '../../protocol/mls/mls.ts';
import { deriveSeatKeys, type SeatKeys } from '../../protocol/seal/seat-keys.ts';
import { type InvitationId, type KnockId, mailboxId } from '../../protocol/wire/mailbox-ids.ts';

/** All that a guest made for its seat: kept until it is seated or turned away, since that may take days. */
export interface GuestPapers {
  readonly link: InvitationLink;
  readonly knockId: KnockId;
  readonly mlsDevice: MlsDevice;
  readonly seat: SeatId;
  readonly seatSecret: Uint8Array;
  readonly keys: SeatKeys;
  /** For the party, if this is its first seat. */
  readonly shareKey: X25519KeyPair;
  readonly knockKey: X25519KeyPair;
  readonly safetyWords: readonly string[];
}

const papersCodec = struct('guest papers', {
  venue: text('venue', { maxBytes: 2_048 }),
  invitation: mailboxId<InvitationId>('invitation'),
  secret: fixed('secret', 32),
  channel: id<ChannelId>('channel'),
  stewardKey: fixed('steward key', 32),
  knockId: mailboxId<KnockId>('knock'),
  seat: id<SeatId>('seat'),
  seatSecret: fixed('seat secret', 32),
  keyPackage: bytes('key package', { max: 8_192 }),
  secrets: bytes<DeviceSecrets>('device secrets', { max: 8_192 }),
  signaturePublicKey: fixed('signature public key', 32),
  shareKey: fixed('share key', 32),
  knockKey: fixed('knock key', 32),
  safetyWords: list('safety words', text('word', { maxBytes: 16 }), { max: 8 }),
});

export function encodePapers(papers: GuestPapers): Uint8Array {
  const { link, mlsDevice, shareKey, knockKey } = papers;
  return encode(papersCodec, {
    ...link,
    ...papers,
    ...mlsDevice,
    shareKey: shareKey.secret,
    knockKey: knockKey.secret,
  });
}

export async function decodePapers(value: Uint8Array): Promise<GuestPapers> {
  const kept = decode(papersCodec, value, 32 * 1024);
  const [keys, shareKey, knockKey] = await Promise.all([
    deriveSeatKeys(kept.seatSecret, kept.channel),
    x25519KeyPair(kept.shareKey),
    x25519KeyPair(kept.knockKey),
  ]);
  const { venue, invitation, secret, channel, stewardKey, seat, keyPackage, secrets, signaturePublicKey } = kept;
  return {
    link: { venue, invitation, secret, channel, stewardKey },
    knockId: kept.knockId,
    mlsDevice: { seatId: seat, keyPackage, secrets, signaturePublicKey },
    seat,
    seatSecret: kept.seatSecret,
    keys,
    shareKey,
    knockKey,
    safetyWords: kept.safetyWords,
  };
}

export const GUESTS_PREFIX = 'guest/';

export function papersKey({ link, knockId }: Pick<GuestPapers, 'link' | 'knockId'>): string {
  return `${GUESTS_PREFIX}${toHex(link.invitation)}${toHex(knockId)}`;
}
