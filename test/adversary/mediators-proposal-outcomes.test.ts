// Parties that cheat when the product is blinded and opened: to turn a no into a yes, or to open a single answer.
import { describe, expect, test } from 'vitest';
import {
  GENERATOR,
  type GroupElement,
  plus,
  randomScalar,
  readScalar,
  type Scalar,
  sum,
  multiplySecret as times,
} from '../../src/protocol/crypto/ristretto255.ts';
import { awaitedParties, elementOf } from '../../src/protocol/private-and/round.ts';
import { encodeStep } from '../../src/protocol/private-and/step.ts';
import { brokenBy, forgedBlind, forgedDecryption, givenStep, pairOf } from '../support/forged-steps.ts';
import { PlayedRound } from '../support/mediators-proposal.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

describe('[AND-6] blinds', () => {
  const toBlind = (seed: string) => {
    const played = new PlayedRound(3, seed).keys().answers([false, true, false]);
    const { product } = played.awaiting('blind');
    played.blind(0);
    played.blind(1);
    const others = [6, 7].map((at) => givenStep('blind', played, at));
    const sums = { a: sum(others.map(({ a }) => elementOf(a))), b: sum(others.map(({ b }) => elementOf(b))) };
    return { played, party: played.party(2), product: pairOf(product), sums, own: randomScalar(played.random) };
  };

  test('a power of zero is no step', () => {
    const { played, party } = toBlind('zero');
    const zero = new Uint8Array(32);
    const template = givenStep('blind', played, 6);
    expect(() => encodeStep({ ...template, a: zero, b: zero })).toThrow(
      expect.objectContaining({ code: 'WRONG_SHAPE' }),
    );
    const bytes = played.bytes(6).slice();
    // [2, [transcript, a, b, challenge, response]]: three bytes, then each field with two of its own.
    bytes.fill(0, 39, 71).fill(0, 73, 105);
    expect(played.post(2, bytes)).toMatchObject(brokenBy(party, 'blind', 'not-a-step'));
  });

  test('a power that undoes those of the others would make a yes of any answers, and has no proof', () => {
    const { played, party, sums, own } = toBlind('undo');
    const undo = { a: sums.a.negate(), b: sums.b.negate() };
    expect(played.post(2, forgedBlind(played, party, undo, own))).toMatchObject(brokenBy(party, 'blind'));
  });

  test('nor has an encryption of zero that replaces what the others gave', () => {
    const { played, party, sums, own } = toBlind('replace');
    const secret = played.secretsTogether();
    const jointKey = times(GENERATOR, secret);
    const zero = { a: times(GENERATOR, own).subtract(sums.a), b: times(jointKey, own).subtract(sums.b) };
    const [a, b] = [sums.a.add(zero.a), sums.b.add(zero.b)];
    expect(b.subtract(times(a, secret)).is0()).toBe(true);
    expect(played.post(2, forgedBlind(played, party, zero, own))).toMatchObject(brokenBy(party, 'blind'));
  });

  test('another’s single answer cannot be put in place of the product, to be opened', () => {
    const { played, party, sums, own } = toBlind('single');
    const { a, b } = pairOf(givenStep('answer', played, 4));
    const single = { a: times(a, own).subtract(sums.a), b: times(b, own).subtract(sums.b) };
    expect(played.post(2, forgedBlind(played, party, single, own))).toMatchObject(brokenBy(party, 'blind'));
  });

  test('two powers for the two halves have no proof', () => {
    const { played, party, product, own } = toBlind('two powers');
    const halves = { a: times(product.a, own), b: times(product.b, own).double() };
    expect(played.post(2, forgedBlind(played, party, halves, own))).toMatchObject(brokenBy(party, 'blind'));
  });

  test('a power that is shown would tell a refuser of two whether the other said yes; the blind shows none', () => {
    // Played without proofs, with powers committed to by times(G, s): the other flaw that was mended.
    for (const otherSaysYes of [true, false]) {
      const random = seededRandomness(`shown power ${otherSaysYes}`);
      const [mine, theirs, no, otherNo] = Array.from({ length: 4 }, () => randomScalar(random)) as [
        Scalar,
        Scalar,
        Scalar,
        Scalar,
      ];
      const shown = times(GENERATOR, theirs);
      const text = otherSaysYes ? no : plus(no, otherNo);
      const result = times(times(GENERATOR, text), theirs).add(times(times(GENERATOR, text), mine));
      const expected = times(shown.add(times(GENERATOR, mine)), no);
      expect(result.equals(expected)).toBe(otherSaysYes);
    }
    expect(Object.keys(givenStep('blind', toBlind('fields').played, 6))).toEqual([
      'kind',
      'transcript',
      'a',
      'b',
      'challenge',
      'response',
    ]);
  });
});

describe('[AND-7] decryptions', () => {
  const toDecrypt = (seed: string) => {
    const played = new PlayedRound(3, seed).keys().answers([true, false, true]).blinds();
    const { blinded } = played.awaiting('decrypt');
    played.decrypt(0);
    played.decrypt(1);
    const given = [9, 10].map((at) => elementOf(givenStep('decrypt', played, at).share));
    const secret = readScalar(played.secrets[2] as Uint8Array) as Scalar;
    const forge = (share: GroupElement, known: Scalar) => forgedDecryption(played, 2, share, known);
    return { played, party: played.party(2), blinded, given, secret, forge };
  };

  test('the last one knows the outcome first, and cannot turn it into a yes', () => {
    const { played, party, blinded, given, secret, forge } = toDecrypt('turn');
    const share = times(elementOf(blinded.a), secret);
    const result = elementOf(blinded.b).subtract(sum([...given, share]));
    expect(result.is0()).toBe(false);
    expect(elementOf(blinded.b).equals(sum([...given, share.add(result)]))).toBe(true);
    expect(played.post(2, forge(share.add(result), secret))).toMatchObject(brokenBy(party, 'decrypt'));
  });

  test('a share made with another secret has no proof', () => {
    const { played, party, blinded, forge } = toDecrypt('another secret');
    const another = randomScalar(played.random);
    expect(played.post(2, forge(times(elementOf(blinded.a), another), another))).toMatchObject(
      brokenBy(party, 'decrypt'),
    );
  });

  test('another’s share is a bad one', () => {
    const { played, party } = toDecrypt('copied share');
    expect(played.post(2, played.bytes(9))).toMatchObject(brokenBy(party, 'decrypt'));
  });

  test('a share that is withheld is seen, and the outcome stays closed to the others', () => {
    const { played, party, blinded, given } = toDecrypt('withheld');
    expect(played.round).toMatchObject({ kind: 'awaiting', step: 'decrypt' });
    expect(awaitedParties(played.round)).toEqual([party]);
    // What two of three can open is neither the outcome nor the same for the same answers.
    const other = toDecrypt('withheld again');
    const seen = [
      elementOf(blinded.b).subtract(sum(given)),
      elementOf(other.blinded.b).subtract(sum(other.given)),
    ] as const;
    expect(seen[0].is0() || seen[0].equals(seen[1])).toBe(false);
  });
});
