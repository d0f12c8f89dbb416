import { describe, expect, test } from 'vitest';
import { EMPTY, utf8 } from '../../base/bytes.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { HPKE_OVERHEAD_BYTES, hpkeOpen, hpkeSeal } from './hpke.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;

// RFC 9180, appendix A.1.1, sequence number 0.
const PRIVATE_KEY = hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8');
const PUBLIC_KEY = hex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d');
const INFO = hex('4f6465206f6e2061204772656369616e2055726e');
const AAD = hex('436f756e742d30');
const PLAINTEXT = hex('4265617574792069732074727574682c20747275746820626561757479');
const SEALED = hex(
  '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431' +
    'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
);

describe('HPKE', () => {
  test('RFC 9180 known answer opens', async () => {
    expect(toHex((await hpkeOpen(PRIVATE_KEY, INFO, AAD, SEALED)) ?? EMPTY)).toBe(toHex(PLAINTEXT));
  });

  test('what is sealed opens, and twice sealed is never the same', async () => {
    const text = utf8('a share');
    const sealed = await hpkeSeal(PUBLIC_KEY, INFO, AAD, text);
    expect(sealed.length).toBe(text.length + HPKE_OVERHEAD_BYTES);
    expect(await hpkeOpen(PRIVATE_KEY, INFO, AAD, sealed)).toEqual(text);
    expect(await hpkeSeal(PUBLIC_KEY, INFO, AAD, text)).not.toEqual(sealed);
  });

  test('another info, aad or key, or one altered byte, does not open', async () => {
    expect(await hpkeOpen(PRIVATE_KEY, EMPTY, AAD, SEALED)).toBeUndefined();
    expect(await hpkeOpen(PRIVATE_KEY, INFO, EMPTY, SEALED)).toBeUndefined();
    expect(
      await hpkeOpen(
        PRIVATE_KEY.map((byte) => byte ^ 0x18),
        INFO,
        AAD,
        SEALED,
      ),
    ).toBeUndefined();
    for (let at = 0; at < SEALED.length; at++) {
      const altered = SEALED.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await hpkeOpen(PRIVATE_KEY, INFO, AAD, altered)).toBeUndefined();
    }
  });

  test('every truncation, and an encapsulated key of zero, is refused', async () => {
    for (let length = 0; length < SEALED.length; length++) {
      expect(await hpkeOpen(PRIVATE_KEY, INFO, AAD, SEALED.subarray(0, length))).toBeUndefined();
    }
    const zero = SEALED.slice();
    zero.fill(0, 0, 32);
    expect(await hpkeOpen(PRIVATE_KEY, INFO, AAD, zero)).toBeUndefined();
  });

  test('works on a view into a larger buffer', async () => {
    const inside = new Uint8Array(SEALED.length + 7);
    inside.set(SEALED, 5);
    expect(await hpkeOpen(PRIVATE_KEY, INFO, AAD, inside.subarray(5, 5 + SEALED.length))).toEqual(PLAINTEXT);
  });

  test('sealing to what is no key throws', async () => {
    await expect(hpkeSeal(PUBLIC_KEY.subarray(1), INFO, AAD, PLAINTEXT)).rejects.toThrow();
  });
});
