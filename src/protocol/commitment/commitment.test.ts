import { describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/text-encodings.ts';
import { auditShares } from './audit.ts';
import { commit, opensCommitment, SALT_BYTES } from './commitment.ts';
import { combineShares, splitSalt } from './salt-shares.ts';

const salt = new Uint8Array(SALT_BYTES).fill(3);
const payload = utf8('a text');

describe('a commitment', () => {
  test('is the hash of domain, salt and payload', () => {
    // printf 'pourparler/v1/commitment\0' + 32 × 03 + 'a text' | sha256sum
    expect(toHex(commit(salt, payload))).toBe('a589610a52cfe55580177c5a4c4829cf5438ab79dab6e81207bc1de1c5f2b9be');
  });

  test('[COMMIT-1] opens with the salt and payload that it was made of, and with no other', () => {
    const commitment = commit(salt, payload);
    expect(opensCommitment(commitment, salt, payload)).toBe(true);
    expect(opensCommitment(commitment, salt.with(0, 4), payload)).toBe(false);
    expect(opensCommitment(commitment, salt, payload.with(0, 4))).toBe(false);
    // The same bytes, cut at another place.
    expect(opensCommitment(commitment, Uint8Array.of(...salt, payload[0] as number), payload.subarray(1))).toBe(false);
    expect(() => commit(salt.subarray(1), payload)).toThrow(RangeError);
  });
});

describe('shares of a salt', () => {
  test.each([
    [2, 2],
    [3, 2],
    [3, 3],
    [7, 4],
  ])('[SHARE-1] of %i shares any %i give the salt, one fewer does not', async (shares, needed) => {
    const commitment = commit(salt, payload);
    const split = await splitSalt(salt, { shares, needed });
    for (let from = 0; from <= shares - needed; from++) {
      const audit = await auditShares(split.slice(from, from + needed), commitment, payload);
      expect(audit).toEqual({ kind: 'opened', salt });
    }
    expect(await auditShares(split, commitment, payload)).toEqual({ kind: 'opened', salt });
    expect(await auditShares(split.slice(0, needed - 1), commitment, payload)).toEqual({ kind: 'mismatch' });
  });

  test('[SHARE-1] k − 1 shares fit every salt alike', async () => {
    // With a second share of one's own making, one share gives any salt: it rules none out.
    const [first] = (await splitSalt(salt, { shares: 2, needed: 2 })) as [Uint8Array];
    const place = (first[SALT_BYTES] as number) === 1 ? 2 : 1;
    const seen = new Set<number>();
    for (let guess = 0; guess < 256; guess++) {
      const made = new Uint8Array(SALT_BYTES + 1).fill(guess);
      made[SALT_BYTES] = place;
      seen.add(((await combineShares([first, made])) as Uint8Array)[0] as number);
    }
    expect(seen.size).toBe(256);
  });

  test('a wrong share shows at the audit', async () => {
    const commitment = commit(salt, payload);
    const [first, second] = (await splitSalt(salt, { shares: 2, needed: 2 })) as [Uint8Array, Uint8Array];
    const wrong = second.with(5, (second[5] as number) ^ 1);
    expect(await auditShares([first, wrong], commitment, payload)).toEqual({ kind: 'mismatch' });
    expect(await auditShares([first, second], commitment, utf8('another text'))).toEqual({ kind: 'mismatch' });
  });

  test('what cannot be combined is refused: one share, twice the same, another length, the place of the secret', async () => {
    const [first, second] = (await splitSalt(salt, { shares: 2, needed: 2 })) as [Uint8Array, Uint8Array];
    expect(await combineShares([first])).toBeUndefined();
    expect(await combineShares([first, first])).toBeUndefined();
    expect(await combineShares([first, second.subarray(1)])).toBeUndefined();
    expect(await combineShares([first, second.with(SALT_BYTES, 0)])).toBeUndefined();
  });
});
