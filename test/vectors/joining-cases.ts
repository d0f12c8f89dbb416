import type { ChannelId, Epoch, Position, SeatId, TreeSize } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { keyPair } from '../../src/protocol/crypto/x25519.ts';
import { sealAdmission } from '../../src/protocol/joining/admission.ts';
import { formatInvitationLink } from '../../src/protocol/joining/invitation-link.ts';
import { sealKnock } from '../../src/protocol/joining/knock.ts';
import { recoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import { safetyWords } from '../../src/protocol/joining/safety-words.ts';
import { sealVaultItem } from '../../src/protocol/joining/vault-item.ts';
import { signVaultWrite, vaultItemKeys, vaultKey } from '../../src/protocol/joining/vault-keys.ts';
import { sealGroupInfo } from '../../src/protocol/seal/channel-key.ts';
import { rejoinPsk, signRejoin } from '../../src/protocol/seal/rejoining.ts';
import { deriveSeatKeys } from '../../src/protocol/seal/seat-keys.ts';
import type { InvitationId, KnockId } from '../../src/protocol/wire/mailbox-ids.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

/** How a person joins, and what is kept to come back. Needs fixed library randomness. */
export async function joiningCases(): Promise<Record<string, object>> {
  return { ...(await arriving()), ...(await returning()) };
}

async function arriving(): Promise<Record<string, object>> {
  const random = seededRandomness('joining');
  const invitation = { invitation: random(16) as InvitationId, secret: random(32) };
  const knockId = random(16) as KnockId;
  const knocker = await keyPair(random(32));
  const knock = {
    name: 'Олена',
    affiliation: 'a newspaper',
    keyPackage: random(80),
    signKey: random(32),
    staticKey: random(32),
    accessKey: random(32),
    shareKey: random(32),
    knockKey: knocker.publicKey,
  };
  const channel = random(16) as ChannelId;
  const steward = await keyPair(random(32));
  const compared = { invitation: invitation.invitation, channel, stewardKey: steward.publicKey };
  const link = formatInvitationLink({ venue: 'https://talks.example', ...invitation, ...compared });
  const linked = { kind: 'link', link };
  const knocked = {
    kind: 'knock',
    invitation: toHex(invitation.invitation),
    secret: toHex(invitation.secret),
    knock: toHex(knockId),
    channel: toHex(channel),
    stewardKey: toHex(steward.publicKey),
    sealed: toHex(await sealKnock(invitation, knockId, knock)),
  };
  const opens = {
    name: knock.name,
    knockKey: toHex(knock.knockKey),
    safetyWords: await safetyWords(compared, knock),
  };
  const swapped = { ...knock, knockKey: random(32) };
  const place = { invitation: invitation.invitation, knock: knockId };
  const admission = {
    welcome: random(60),
    channelKeys: [{ generation: 2, channelKey: random(32) }],
    firstPosition: 5 as Position,
    frontierSize: 5 as TreeSize,
    frontier: [random(32), random(32)],
    recordSecrets: [{ epoch: 3 as Epoch, recordSecret: random(32) }],
    handshake: 9 as Position,
  };
  const admitted = {
    kind: 'admission',
    invitation: toHex(invitation.invitation),
    knock: toHex(knockId),
    knockSecret: toHex(knocker.secret),
    stewardKey: toHex(steward.publicKey),
    sealed: toHex(
      await sealAdmission(place, { stewardSecret: steward.secret, knockKey: knocker.publicKey }, admission),
    ),
  };
  return {
    'invitation-link': {
      ...linked,
      venue: 'https://talks.example',
      invitation: knocked.invitation,
      secret: knocked.secret,
      channel: toHex(channel),
      stewardKey: toHex(steward.publicKey),
    },
    'link-cut-short': { ...linked, link: link.slice(0, -2) },
    'link-without-a-secret': { ...linked, link: link.slice(0, link.indexOf('#')) },
    'link-with-a-name-before-the-venue': { ...linked, link: link.replace('//', '//talks.example@') },
    'link-of-another-version': { ...linked, link: link.replace('#hQFQ', '#hQJQ') },
    knock: { ...knocked, opens },
    'knock-swapped-on-the-way': {
      ...knocked,
      sealed: toHex(await sealKnock(invitation, knockId, swapped)),
      opens: {
        ...opens,
        knockKey: toHex(swapped.knockKey),
        safetyWords: await safetyWords(compared, swapped),
      },
    },
    'knock-without-the-link': { ...knocked, secret: toHex(random(32)) },
    'knock-of-another-invitation': { ...knocked, invitation: toHex(random(16)) },
    'knock-with-another-id': { ...knocked, knock: toHex(random(16)) },
    admission: {
      ...admitted,
      opens: { handshake: 9, channelKey: toHex(admission.channelKeys[0]?.channelKey ?? random(0)) },
    },
    'admission-for-another-knock': { ...admitted, knock: toHex(random(16)) },
    'admission-with-another-knock-key': { ...admitted, knockSecret: toHex(random(32)) },
    'admission-by-another-steward': { ...admitted, stewardKey: toHex((await keyPair(random(32))).publicKey) },
  };
}

async function returning(): Promise<Record<string, object>> {
  const random = seededRandomness('returning');
  const entropy = random(16);
  const phrase = recoveryPhrase(entropy);
  const words = phrase.split(' ');
  const keys = await vaultItemKeys(vaultKey(entropy), 0);
  const channel = random(16) as ChannelId;
  const seatSecret = random(32);
  const value = {
    version: 3,
    seat: random(16) as SeatId,
    seatSecret,
    channel,
    venue: 'https://talks.example',
    channelKeys: [{ generation: 2, channelKey: random(32) }],
    recordSecrets: [{ epoch: 3 as Epoch, recordSecret: random(32) }],
    shareKeys: [{ generation: 0, secret: random(32) }],
    anchor: { size: 9 as TreeSize, root: random(32), epoch: 3 as Epoch, charterDigest: random(32) },
    consentKey: undefined,
  };
  const sealed = await sealVaultItem(keys, value, { rule: 'Chatham House', random });
  const signature = toHex(await signVaultWrite(keys, 3, sealed));
  const item = { kind: 'vault-item', entropy: toHex(entropy), index: 0, version: 3, sealed: toHex(sealed), signature };
  const seat = await deriveSeatKeys(seatSecret, channel);
  const under = { channelKey: random(32), channel, handshake: random(16) };
  const channelKey = toHex(under.channelKey);
  const groupInfo = random(40);
  const sealedInfo = {
    kind: 'group-info',
    channelKey,
    channel: toHex(channel),
    handshake: toHex(under.handshake),
    sealed: toHex(await sealGroupInfo(under, groupInfo)),
  };
  const psk = rejoinPsk(under.channelKey, channel);
  const publicMessage = random(40);
  const rejoining = {
    kind: 'rejoin',
    signKey: toHex(seat.sign.publicKey),
    channel: toHex(channel),
    publicMessage: toHex(publicMessage),
    signature: toHex(await signRejoin(seat.sign.seed, channel, publicMessage)),
  };
  return {
    'recovery-phrase': { kind: 'phrase', phrase, parsed: { kind: 'phrase', entropy: toHex(entropy) } },
    'phrase-in-capitals-with-white-space': {
      kind: 'phrase',
      phrase: ` ${words.join('\n').toUpperCase()} `,
      parsed: { kind: 'phrase', entropy: toHex(entropy) },
    },
    'phrase-with-a-word-that-is-not-in-the-list': {
      kind: 'phrase',
      phrase: words.with(4, 'Parley').join(' '),
      parsed: { kind: 'unknown-word', word: 'Parley', index: 4 },
    },
    'phrase-with-a-word-too-few': {
      kind: 'phrase',
      phrase: words.slice(1).join(' '),
      parsed: { kind: 'wrong-count', count: 11 },
    },
    'phrase-with-two-words-exchanged': {
      kind: 'phrase',
      phrase: [words[1], words[0], ...words.slice(2)].join(' '),
      parsed: { kind: 'checksum' },
    },
    'vault-keys': {
      kind: 'vault-keys',
      entropy: toHex(entropy),
      items: await Promise.all(
        [0, 1].map(async (index) => {
          const { id, key, write } = await vaultItemKeys(vaultKey(entropy), index);
          return { id: toHex(id), key: toHex(key), writeKey: toHex(write.publicKey) };
        }),
      ),
    },
    'vault-item': {
      ...item,
      opens: { seat: toHex(value.seat), seatSecret: toHex(seatSecret), channel: toHex(channel) },
      written: true,
    },
    'vault-item-of-another-seat': { ...item, index: 1, written: false },
    'vault-item-of-another-phrase': { ...item, entropy: toHex(random(16)), written: false },
    'vault-item-altered': { ...item, sealed: toHex(sealed.with(99, (sealed[99] as number) ^ 1)), written: false },
    'vault-item-as-a-newer-version': {
      ...item,
      version: 4,
      opens: { seat: toHex(value.seat), seatSecret: toHex(seatSecret), channel: toHex(channel) },
      written: false,
    },
    'seat-keys': {
      kind: 'seat-keys',
      seatSecret: toHex(seatSecret),
      channel: toHex(channel),
      signKey: toHex(seat.sign.publicKey),
      staticKey: toHex(seat.static.publicKey),
      accessKey: toHex(seat.access.publicKey),
      saltKey: toHex(seat.saltKey),
    },
    'group-info': { ...sealedInfo, opens: toHex(groupInfo) },
    'group-info-of-another-handshake': { ...sealedInfo, handshake: toHex(random(16)) },
    'group-info-under-an-older-channel-key': { ...sealedInfo, channelKey: toHex(random(32)) },
    'rejoin-psk': {
      kind: 'rejoin-psk',
      channelKey,
      channel: toHex(channel),
      id: toHex(psk.id),
      secret: toHex(psk.secret),
    },
    rejoin: { ...rejoining, valid: true },
    'rejoin-in-another-channel': { ...rejoining, channel: toHex(random(16)), valid: false },
    'rejoin-with-another-message': { ...rejoining, publicMessage: toHex(random(40)), valid: false },
  };
}
