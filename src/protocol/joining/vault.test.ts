import { describe, expect, test } from 'vitest';
import type { ChannelId, Epoch, SeatId, TreeSize } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { parseRecoveryPhrase, recoveryPhrase } from './recovery-phrase.ts';
import { openVaultItem, sealVaultItem, type VaultItem } from './vault-item.ts';
import { signVaultWrite, vaultItemKeys, vaultKey, verifyVaultWrite } from './vault-keys.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const ENTROPY = filled(16, 0x7f);

const item: VaultItem = {
  version: 3,
  seat: filled(16, 8) as SeatId,
  seatSecret: filled(32, 1),
  channel: filled<ChannelId>(16, 2),
  venue: 'https://talks.example',
  channelKeys: [{ generation: 1, channelKey: filled(32, 3) }],
  recordSecrets: [{ epoch: 4 as Epoch, recordSecret: filled(32, 4) }],
  shareKeys: [{ generation: 0, secret: filled(32, 5) }],
  anchor: { size: 9 as TreeSize, root: filled(32, 5), epoch: 4 as Epoch, charterDigest: filled(32, 6) },
  consentKey: undefined,
};
let drawn = 0;
const open = { rule: 'Chatham House' as const, random: (length: number) => filled(length, ++drawn) };

describe('a recovery phrase', () => {
  test('BIP-39 known answer', () => {
    expect(recoveryPhrase(ENTROPY)).toBe(PHRASE);
    expect(parseRecoveryPhrase(PHRASE)).toEqual({ kind: 'phrase', entropy: ENTROPY });
  });

  test('is read in any case, with any white space, numbered or not', () => {
    const read = { kind: 'phrase', entropy: ENTROPY };
    expect(parseRecoveryPhrase(`  ${PHRASE.toUpperCase().replaceAll(' ', ' \n\u00a0')}\t`)).toEqual(read);
    const numbered = PHRASE.split(' ').map((word, index) => `${index + 1}. ${word}`);
    expect(parseRecoveryPhrase(numbered.join(', '))).toEqual(read);
  });

  test('says which word is not in the list, as it was typed', () => {
    expect(parseRecoveryPhrase(PHRASE.replace('sausage', 'Sausege'))).toEqual({
      kind: 'unknown-word',
      word: 'Sausege',
      index: 5,
    });
  });

  test('says that words are missing, or that they are no phrase', () => {
    expect(parseRecoveryPhrase('legal winner thank')).toEqual({ kind: 'wrong-count', count: 3 });
    expect(parseRecoveryPhrase('')).toEqual({ kind: 'wrong-count', count: 0 });
    expect(parseRecoveryPhrase(PHRASE.replace('yellow', 'year'))).toEqual({ kind: 'checksum' });
    expect(parseRecoveryPhrase(`${PHRASE} ${PHRASE}`)).toEqual({ kind: 'wrong-count', count: 24 });
  });
});

describe('the vault', () => {
  test('an item comes back as it was, and sealed twice is never the same', async () => {
    const keys = await vaultItemKeys(vaultKey(ENTROPY), 0);
    const sealed = await sealVaultItem(keys, item, open);
    expect(await openVaultItem(keys, sealed)).toEqual(item);
    expect(await sealVaultItem(keys, item, open)).not.toEqual(sealed);
    const full = { ...item, consentKey: filled(32, 6) };
    expect(await openVaultItem(keys, await sealVaultItem(keys, full, open))).toEqual(full);
  });

  test("[VAULT-1] two items share no id, key or write key, open for none of the other's, and are of one size", async () => {
    const [first, second] = await Promise.all([0, 1].map((index) => vaultItemKeys(vaultKey(ENTROPY), index)));
    if (first === undefined || second === undefined) throw new Error('two keys');
    const values = [first, second].flatMap(({ id, key, write }) => [id, key, write.seed, write.publicKey]);
    expect(new Set(values.map(toHex)).size).toBe(8);
    const sealed = await sealVaultItem(first, item, open);
    expect(await openVaultItem(second, sealed)).toBeUndefined();
    const another = await sealVaultItem(second, { ...item, venue: 'https://a.much.longer.name.example' }, open);
    expect(another.length).toBe(sealed.length);
  });

  test('[VAULT-2] a write holds for one version of one item', async () => {
    const keys = await vaultItemKeys(vaultKey(ENTROPY), 0);
    const sealed = await sealVaultItem(keys, item, open);
    const signature = await signVaultWrite(keys, 3, sealed);
    expect(await verifyVaultWrite(keys, { version: 3, signature, sealed })).toBe(true);
    // An old version cannot be handed out, or written again, as a newer one.
    expect(await verifyVaultWrite(keys, { version: 4, signature, sealed })).toBe(false);
    expect(await verifyVaultWrite(keys, { version: 3, signature, sealed: sealed.with(0, 99) })).toBe(false);
    const other = await vaultItemKeys(vaultKey(ENTROPY), 1);
    expect(await verifyVaultWrite(other, { version: 3, signature, sealed })).toBe(false);
  });

  test('[VAULT-3] record secrets of an off-the-record channel are not sealed', async () => {
    const keys = await vaultItemKeys(vaultKey(ENTROPY), 0);
    const off = { ...open, rule: 'off the record' as const };
    await expect(sealVaultItem(keys, item, off)).rejects.toThrow(expect.objectContaining({ code: 'OFF_THE_RECORD' }));
    const without = { ...item, recordSecrets: [] };
    expect(await openVaultItem(keys, await sealVaultItem(keys, without, off))).toEqual(without);
  });

  test('altered, cut short or empty, nothing opens', async () => {
    const keys = await vaultItemKeys(vaultKey(ENTROPY), 0);
    const sealed = await sealVaultItem(keys, item, open);
    for (let at = 0; at < sealed.length; at += 13) {
      expect(await openVaultItem(keys, sealed.with(at, (sealed[at] as number) ^ 1))).toBeUndefined();
    }
    for (const length of [0, 31, 32, 47, sealed.length - 1]) {
      expect(await openVaultItem(keys, sealed.subarray(0, length))).toBeUndefined();
    }
  });
});
