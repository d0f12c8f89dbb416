import { ristretto255 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '../../base/bytes.ts';
import type { ChannelId, Position } from '../../base/ids.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { askForTokens, takeTokens } from './batch.ts';
import { isIssued, issue, issuerKeys } from './issuer.ts';
import { BATCH_TOKENS } from './limits.ts';
import { speechInfo, type Token } from './token.ts';
import { TokenError } from './token-error.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

// RFC 9497, appendix A.1.3: ristretto255-SHA512, POPRF.
const SEED = hex('a3'.repeat(32));
const KEY_INFO = utf8('test key');
const INFO = utf8('test info');
const SECRET = '145c79c108538421ac164ecbe131942136d5570b16d8bf41a24d4337da981e07';
const PUBLIC = 'c647bef38497bc6ec077c22af65b696efa43bff3b4a1975a3e8e0a1c5a79d631';
const BLINDS = [
  '64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706',
  '222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e',
];
const LAST_SCALAR = '419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c';
const OUTPUTS = [
  'ca688351e88afb1d841fde4401c79efebb2eb75e7998fa9737bd5a82a152406d38bd29f680504e54fd4587eddcf2f37a2617ac2fbd2993f7bdf45442ace7d221',
  '7c6557b276a137922a0bcfc2aa2b35dd78322bd500235eb6d6b6f91bc5b56a52de2d65612d503236b321f5d0bebcbc52b64b92e426f29c9b8b69f52de98ae507',
];
const VECTORS = [
  {
    inputs: ['00'],
    blinds: [BLINDS[0]],
    blinded: ['c8713aa89241d6989ac142f22dba30596db635c772cbf25021fdd8f3d461f715'],
    evaluated: ['1a4b860d808ff19624731e67b5eff20ceb2df3c3c03b906f5693e2078450d874'],
    proof:
      '41ad1a291aa02c80b0915fbfbb0c0afa15a57e2970067a602ddb9e8fd6b7100de32e1ecff943a36f0b10e3dae6bd266cdeb8adf825d86ef27dbc6c0e30c52206',
    scalar: BLINDS[1],
    outputs: [OUTPUTS[0]],
  },
  {
    inputs: ['5a'.repeat(17)],
    blinds: [BLINDS[0]],
    blinded: ['f0f0b209dd4d5f1844dac679acc7761b91a2e704879656cb7c201e82a99ab07d'],
    evaluated: ['8c3c9d064c334c6991e99f286ea2301d1bde170b54003fb9c44c6d7bd6fc1540'],
    proof:
      '4c39992d55ffba38232cdac88fe583af8a85441fefd7d1d4a8d0394cd1de77018bf135c174f20281b3341ab1f453fe72b0293a7398703384bed822bfdeec8908',
    scalar: BLINDS[1],
    outputs: [OUTPUTS[1]],
  },
  {
    inputs: ['00', '5a'.repeat(17)],
    blinds: BLINDS,
    blinded: [
      'c8713aa89241d6989ac142f22dba30596db635c772cbf25021fdd8f3d461f715',
      '423a01c072e06eb1cce96d23acce06e1ea64a609d7ec9e9023f3049f2d64e50c',
    ],
    evaluated: [
      '1a4b860d808ff19624731e67b5eff20ceb2df3c3c03b906f5693e2078450d874',
      'aa1f16e903841036e38075da8a46655c94fc92341887eb5819f46312adfc0504',
    ],
    proof:
      '43fdb53be399cbd3561186ae480320caa2b9f36cca0e5b160c4a677b8bbf4301b28f12c36aa8e11e5a7ef551da0781e863a6dc8c0b2bf5a149c9e00621f02006',
    scalar: LAST_SCALAR,
    outputs: OUTPUTS,
  },
];

describe('RFC 9497, appendix A.1.3', () => {
  const keys = issuerKeys(SEED, KEY_INFO);

  test('the key pair', () => {
    expect(toHex(keys.secret)).toBe(SECRET);
    expect(toHex(keys.publicKey)).toBe(PUBLIC);
  });

  test.each(VECTORS)('a batch of $inputs.length, input $inputs', (vector) => {
    const { inputs, blinds, blinded, evaluated, proof, scalar, outputs } = vector;
    const issued = issue(keys, INFO, blinded.map(hex), drawing([scalar as string]));
    expect(issued.evaluated.map(toHex)).toEqual(evaluated);
    expect(toHex(issued.proof)).toBe(proof);
    const asked = { nonces: inputs.map(hex), blinds: (blinds as string[]).map(hex), blinded: blinded.map(hex) };
    const tokens = takeTokens(keys.publicKey, INFO, asked, issued);
    expect(tokens?.map(({ output }) => toHex(output))).toEqual(outputs);
    for (const token of tokens ?? []) expect(isIssued(keys, INFO, token)).toBe(true);
  });

  test('blinding, with the scalars of the vectors', () => {
    // The nonces of a batch are drawn; the first draw of each pair is the nonce.
    const draws = ['00'.repeat(32), '5a'.repeat(32)].map(hex);
    const scalars = [...BLINDS];
    const asked = askForTokens(keys.publicKey, INFO, 2, (length) =>
      length === 32 ? (draws.shift() as Uint8Array) : scalarBytes(scalars.shift() as string, length),
    );
    expect(asked.blinds.map(toHex)).toEqual(BLINDS);
  });
});

describe('a batch', () => {
  const keys = issuerKeys(random(32), utf8('a test'));
  const channel = new Uint8Array(16).fill(7) as ChannelId;
  const info = speechInfo(channel, 12 as Position);
  const asked = askForTokens(keys.publicKey, info, BATCH_TOKENS, random);
  const issued = issue(keys, info, asked.blinded, random);
  const tokens = takeTokens(keys.publicKey, info, asked, issued) as readonly Token[];

  test('[UNATTR-1] gives tokens that are good for one channel, in one period', () => {
    expect(tokens).toHaveLength(BATCH_TOKENS);
    const [token] = tokens as [Token];
    expect(isIssued(keys, info, token)).toBe(true);
    expect(isIssued(keys, speechInfo(channel, 13 as Position), token)).toBe(false);
    expect(isIssued(keys, speechInfo(new Uint8Array(16).fill(8) as ChannelId, 12 as Position), token)).toBe(false);
    expect(isIssued(issuerKeys(random(32), utf8('a test')), info, token)).toBe(false);
    expect(isIssued(keys, info, { ...token, nonce: flip(token.nonce) })).toBe(false);
    expect(isIssued(keys, info, { ...token, output: flip(token.output) })).toBe(false);
  });

  test('[UNATTR-3] made with another secret is no batch', () => {
    const others = issuerKeys(random(32), utf8('a test'));
    const elsewhere = issue(others, info, asked.blinded, random);
    expect(takeTokens(keys.publicKey, info, asked, elsewhere)).toBeUndefined();
    // One element of it is enough, under whichever proof.
    const mixed = [elsewhere.evaluated[0] as Uint8Array, ...issued.evaluated.slice(1)];
    expect(takeTokens(keys.publicKey, info, asked, { ...issued, evaluated: mixed })).toBeUndefined();
    expect(takeTokens(keys.publicKey, info, asked, { evaluated: mixed, proof: elsewhere.proof })).toBeUndefined();
  });

  test('[UNATTR-3] in another order, for another info, too short, or with an altered proof is none', () => {
    const reversed = [...issued.evaluated].reverse();
    expect(takeTokens(keys.publicKey, info, asked, { ...issued, evaluated: reversed })).toBeUndefined();
    expect(takeTokens(keys.publicKey, info, asked, { ...issued, evaluated: reversed.slice(1) })).toBeUndefined();
    expect(takeTokens(keys.publicKey, info, asked, { ...issued, proof: flip(issued.proof) })).toBeUndefined();
    expect(takeTokens(keys.publicKey, info, asked, { ...issued, proof: new Uint8Array(64) })).toBeUndefined();
    const later = issue(keys, speechInfo(channel, 13 as Position), asked.blinded, random);
    expect(takeTokens(keys.publicKey, info, asked, later)).toBeUndefined();
  });

  test('[UNATTR-2] asked for again is evaluated the same', () => {
    const again = issue(keys, info, asked.blinded, random);
    expect(again.evaluated.map(toHex)).toEqual(issued.evaluated.map(toHex));
    expect(takeTokens(keys.publicKey, info, asked, again)?.map(({ output }) => toHex(output))).toEqual(
      tokens.map(({ output }) => toHex(output)),
    );
  });

  const nothings = {
    'the identity': new Uint8Array(32),
    'no point': new Uint8Array(32).fill(0xff),
    'a second spelling': concat(flip((asked.blinded[0] as Uint8Array).subarray(0, 31)), new Uint8Array([0xff])),
    'too few bytes': new Uint8Array(31),
    none: new Uint8Array(0),
  };
  test.each(Object.entries(nothings))('of %s is refused', (_, element) => {
    expect(() => issue(keys, info, [element], random)).toThrow(TokenError);
    expect(() => askForTokens(element, info, 1, random)).toThrow(TokenError);
    expect(
      takeTokens(keys.publicKey, info, asked, { ...issued, evaluated: [element, ...issued.evaluated.slice(1)] }),
    ).toBeUndefined();
  });
});

function flip(bytes: Uint8Array): Uint8Array {
  const flipped = bytes.slice();
  flipped[0] = (flipped[0] as number) ^ 1;
  return flipped;
}

/** Randomness from which a library that reduces to 1 … order − 1 draws exactly these scalars. */
function drawing(scalars: readonly string[]): (length: number) => Uint8Array {
  const left = [...scalars];
  return (length) => scalarBytes(left.shift() as string, length);
}

function scalarBytes(scalar: string, length: number): Uint8Array {
  const { Fn } = ristretto255.Point;
  const less = Fn.toBytes(Fn.fromBytes(hex(scalar)) - 1n);
  return concat(less, new Uint8Array(length - less.length));
}
