/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import type { ChannelId } from '../../src/base/ids.ts';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { openAdmission } from '../../src/protocol/joining/admission.ts';
import { parseInvitationLink } from '../../src/protocol/joining/invitation-link.ts';
import { openKnock } from '../../src/protocol/joining/knock.ts';
import { parseRecoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import { safetyWords } from '../../src/protocol/joining/safety-words.ts';
import { openVaultItem } from '../../src/protocol/joining/vault-item.ts';
import { vaultItemKeys, vaultKey, verifyVaultWrite } from '../../src/protocol/joining/vault-keys.ts';
import { openGroupInfo } from '../../src/protocol/seal/channel-key.ts';
import { rejoinPsk, verifyRejoin } from '../../src/protocol/seal/rejoining.ts';
import { deriveSeatKeys } from '../../src/protocol/seal/seat-keys.ts';
import type { InvitationId, KnockId } from '../../src/protocol/wire/mailbox-ids.ts';

const hex = <T extends Uint8Array = Uint8Array>(value: string) => fromHex(value) as T;

/** The kind's fields, as hex where they are bytes. */
type Fields = Record<string, string> & { version: number; index: number; written: boolean; valid: boolean };
type Vector = Fields & {
  readonly kind: string;
  readonly opens?: unknown;
  readonly parsed?: unknown;
  readonly items?: unknown;
};

/** Each kind's check gives what the vector's file says comes of it. */
const outcomes: Record<string, (vector: Fields) => Promise<object> | object> = {
  link: ({ link = '' }) => {
    const found = parseInvitationLink(link);
    if (found === undefined) return {};
    const { venue, invitation, secret, channel, stewardKey } = found;
    const [inv, sec, ch, key] = [invitation, secret, channel, stewardKey].map(toHex);
    return { venue, invitation: inv, secret: sec, channel: ch, stewardKey: key };
  },
  knock: async ({ invitation = '', secret = '', knock = '', channel = '', stewardKey = '', sealed = '' }) => {
    const by = { invitation: hex<InvitationId>(invitation), secret: hex(secret) };
    const found = await openKnock(by, hex<KnockId>(knock), hex(sealed));
    if (found === undefined) return {};
    const words = await safetyWords(
      { invitation: by.invitation, channel: hex<ChannelId>(channel), stewardKey: hex(stewardKey) },
      found,
    );
    return { opens: { name: found.name, knockKey: toHex(found.knockKey), safetyWords: words } };
  },
  admission: async ({ invitation = '', knock = '', knockSecret = '', stewardKey = '', sealed = '' }) => {
    const place = { invitation: hex<InvitationId>(invitation), knock: hex<KnockId>(knock) };
    const found = await openAdmission(
      place,
      { knockSecret: hex(knockSecret), stewardKey: hex(stewardKey) },
      hex(sealed),
    );
    if (found === undefined) return {};
    return { opens: { handshake: found.handshake, channelKey: toHex(found.channelKeys[0]?.channelKey as Uint8Array) } };
  },
  phrase: ({ phrase = '' }) => {
    const parsed = parseRecoveryPhrase(phrase);
    return { parsed: parsed.kind === 'phrase' ? { ...parsed, entropy: toHex(parsed.entropy) } : parsed };
  },
  'vault-keys': async ({ entropy = '' }) => {
    const keys = await Promise.all([0, 1].map((index) => vaultItemKeys(vaultKey(hex(entropy)), index)));
    const shown = keys.map(({ id, key, write }) => ({
      id: toHex(id),
      key: toHex(key),
      writeKey: toHex(write.publicKey),
    }));
    return { items: shown };
  },
  'vault-item': async ({ entropy = '', index, version, sealed = '', signature = '' }) => {
    const keys = await vaultItemKeys(vaultKey(hex(entropy)), index);
    const written = await verifyVaultWrite(keys, { version, signature: hex(signature), sealed: hex(sealed) });
    const found = await openVaultItem(keys, hex(sealed));
    if (found === undefined) return { written };
    const { seat, seatSecret, channel } = found;
    return { written, opens: { seat: toHex(seat), seatSecret: toHex(seatSecret), channel: toHex(channel) } };
  },
  'seat-keys': async ({ seatSecret = '', channel = '' }) => {
    const keys = await deriveSeatKeys(hex(seatSecret), hex<ChannelId>(channel));
    return {
      signKey: toHex(keys.sign.publicKey),
      staticKey: toHex(keys.static.publicKey),
      accessKey: toHex(keys.access.publicKey),
      saltKey: toHex(keys.saltKey),
    };
  },
  'group-info': async ({ channelKey = '', channel = '', handshake = '', sealed = '' }) => {
    const under = { channelKey: hex(channelKey), channel: hex<ChannelId>(channel), handshake: hex(handshake) };
    const found = await openGroupInfo(under, hex(sealed));
    return found === undefined ? {} : { opens: toHex(found) };
  },
  'rejoin-psk': ({ channelKey = '', channel = '' }) => {
    const { id, secret } = rejoinPsk(hex(channelKey), hex<ChannelId>(channel));
    return { id: toHex(id), secret: toHex(secret) };
  },
  rejoin: async ({ signKey = '', channel = '', publicMessage = '', signature = '' }) => {
    const commit = { publicMessage: hex(publicMessage), signature: hex(signature) };
    return { valid: await verifyRejoin(hex(signKey), hex<ChannelId>(channel), commit) };
  },
};

/** What a vector says comes of it: its fields, less those that are given to the check. */
const GIVEN: Record<string, readonly string[]> = {
  link: ['link'],
  knock: ['invitation', 'secret', 'knock', 'channel', 'stewardKey', 'sealed'],
  admission: ['invitation', 'knock', 'knockSecret', 'stewardKey', 'sealed'],
  phrase: ['phrase'],
  'vault-keys': ['entropy'],
  'vault-item': ['entropy', 'index', 'version', 'sealed', 'signature'],
  'seat-keys': ['seatSecret', 'channel'],
  'group-info': ['channelKey', 'channel', 'handshake', 'sealed'],
  'rejoin-psk': ['channelKey', 'channel'],
  rejoin: ['signKey', 'channel', 'publicMessage', 'signature'],
};

describe('[JOIN-1] [JOIN-2] [VAULT-1] [VAULT-2] [SEAT-1] [AUTH-5] joining and coming back', () => {
  const files = import.meta.glob<Vector>('./joining/*.json', { eager: true, import: 'default' });
  const named = Object.entries(files).map(([path, vector]) => [path.replace(/^.*\/|\.json$/g, ''), vector] as const);
  test.each(named)('%s', async (_, { kind, ...vector }) => {
    const given = GIVEN[kind] as readonly string[];
    const expected = Object.fromEntries(Object.entries(vector).filter(([key]) => !given.includes(key)));
    expect(await outcomes[kind]?.(vector as unknown as Fields)).toEqual(expected);
  });
});
