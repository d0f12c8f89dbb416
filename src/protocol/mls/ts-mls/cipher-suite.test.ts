import { defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import { expect, test } from 'vitest';
import { fromHex, toHex } from '../../../base/text-encodings.ts';
import { createCipherSuite, SUITE } from './cipher-suite.ts';

test('HKDF gives the first test vector of RFC 5869', async () => {
  const { kdf } = await createCipherSuite();
  const prk = await kdf.extract(fromHex('000102030405060708090a0b0c') as Uint8Array, new Uint8Array(22).fill(0x0b));
  expect(toHex(prk)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
  const okm = await kdf.expand(prk, fromHex('f0f1f2f3f4f5f6f7f8f9') as Uint8Array, 42);
  expect(toHex(okm)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
});

test('hashing agrees with WebCrypto, whichever of the two does it', async () => {
  const suite = await createCipherSuite();
  const native = await defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(SUITE));
  const key = new Uint8Array(32).fill(3);
  for (const size of [0, 1, 64, 16 * 1024 - 1, 16 * 1024, 100_000]) {
    const data = new Uint8Array(size).fill(5);
    expect(await suite.hash.digest(data)).toEqual(await native.hash.digest(data));
    const mac = await suite.hash.mac(key, data);
    expect(await native.hash.verifyMac(key, mac, data)).toBe(true);
    expect(await suite.hash.verifyMac(key, mac, data)).toBe(true);
    mac[0] = (mac[0] as number) ^ 1;
    expect(await suite.hash.verifyMac(key, mac, data)).toBe(false);
  }
});
