// Parties that cheat with their key or their answer: to open the answers of others, or to have a no go unheard.
import { describe, expect, test } from 'vitest';
import {
  GENERATOR,
  type GroupElement,
  minus,
  randomScalar,
  type Scalar,
  sum,
  multiplySecret as times,
} from '../../src/protocol/crypto/ristretto255.ts';
import { giveAnswer } from '../../src/protocol/private-and/answer-step.ts';
import { readStep } from '../../src/protocol/private-and/read-round.ts';
import { elementOf } from '../../src/protocol/private-and/round.ts';
import { decodeStep, encodeStep, type Step, type StepOf } from '../../src/protocol/private-and/step.ts';
import { brokenBy, forgedAnswer, forgedKey, givenStep, type Pair, pairOf } from '../support/forged-steps.ts';
import { PlayedRound } from '../support/mediators-proposal.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

describe('[AND-4] keys', () => {
  const last = (seed: string) => {
    const played = new PlayedRound(3, seed);
    played.key(0);
    played.key(1);
    const others = [givenStep('key', played, 0), givenStep('key', played, 1)].map(({ key }) => elementOf(key));
    return { played, party: played.party(2), others, own: randomScalar(played.random) };
  };

  test('a rogue key, with which its maker alone could open every answer, has no proof', () => {
    const { played, party, others, own } = last('rogue');
    const rogue = times(GENERATOR, own).subtract(sum(others));
    expect(sum([...others, rogue]).equals(times(GENERATOR, own))).toBe(true);
    expect(played.post(2, forgedKey(played, party, rogue, own))).toMatchObject(brokenBy(party, 'key'));
  });

  test.each([
    ['the same as another', (other: GroupElement) => other],
    ['the negative of another', (other: GroupElement) => other.negate()],
    ['twice another', (other: GroupElement) => other.double()],
    ['another, shifted by what one knows', (other: GroupElement, own: Scalar) => other.add(times(GENERATOR, own))],
  ])('a key that is %s has no proof', (name, related) => {
    const { played, party, others, own } = last(name);
    const key = related(others[0] as GroupElement, own);
    expect(played.post(2, forgedKey(played, party, key, own))).toMatchObject(brokenBy(party, 'key'));
  });

  test('another party’s key, proof and all, is a bad one', () => {
    const { played, party } = last('copied');
    expect(played.post(2, played.bytes(0))).toMatchObject(brokenBy(party, 'key'));
  });

  test('keys of parties in league that come to nothing end the round', () => {
    const played = new PlayedRound(2, 'nothing');
    const secret = randomScalar(played.random);
    const negative = minus(0n as Scalar, secret);
    played.post(0, forgedKey(played, played.party(0), times(GENERATOR, secret), secret));
    const last = forgedKey(played, played.party(1), times(GENERATOR, negative), negative);
    expect(played.post(1, last)).toMatchObject(brokenBy(played.party(1), 'key', 'sum-is-identity'));
  });
});

describe('[AND-5] answers', () => {
  /** Of three parties the first has said no and the second yes; the third is the adversary's. */
  const toAnswer = (seed: string) => {
    const played = new PlayedRound(3, seed).keys();
    played.answer(0, false);
    played.answer(1, true);
    const [no, yes] = [givenStep('answer', played, 3), givenStep('answer', played, 4)];
    const jointKey = elementOf(played.awaiting('answer').jointKey);
    return {
      played,
      party: played.party(2),
      no: pairOf(no),
      yes: pairOf(yes),
      jointKey,
      own: randomScalar(played.random),
    };
  };

  test('an answer that cancels another’s no would pass for a yes of all, and has no proof', () => {
    for (const yes of [true, false]) {
      const { played, party, no, jointKey, own } = toAnswer('cancels');
      const cancels = {
        a: times(GENERATOR, own).subtract(no.a),
        b: times(jointKey, own).subtract(no.b),
      };
      // What it is an encryption of: with all secret shares, which no one ever has in one hand.
      const secret = played.secretsTogether();
      const open = ({ a, b }: { a: GroupElement; b: GroupElement }) => b.subtract(times(a, secret));
      expect(open(cancels).equals(GENERATOR.negate())).toBe(true);
      expect(open(no).add(open(cancels)).is0()).toBe(true);
      expect(played.post(2, forgedAnswer(played, party, cancels, { yes, secret: own }))).toMatchObject(
        brokenBy(party, 'answer'),
      );
    }
  });

  test.each([
    ['the negation', ({ a, b }: Pair) => ({ a: a.negate(), b: b.negate() })],
    ['a copy', (pair: Pair) => pair],
    [
      'a copy encrypted anew',
      ({ a, b }: Pair, own: Scalar, key: GroupElement) => ({
        a: a.add(times(GENERATOR, own)),
        b: b.add(times(key, own)),
      }),
    ],
    ['a copy with its answer turned', ({ a, b }: Pair) => ({ a, b: b.add(GENERATOR) })],
  ])('%s of another’s answer has no proof', (name, related) => {
    for (const yes of [true, false]) {
      const { played, party, no, jointKey, own } = toAnswer(name);
      const answer = forgedAnswer(played, party, related(no, own, jointKey), { yes, secret: own });
      expect(played.post(2, answer)).toMatchObject(brokenBy(party, 'answer'));
    }
  });

  test('another’s answer, proof and all, is a bad one', () => {
    const { played, party } = toAnswer('whole copy');
    expect(played.post(2, played.bytes(4))).toMatchObject(brokenBy(party, 'answer'));
  });

  test('an answer that makes the sum of all randomness known has no proof', () => {
    const { played, party, no, yes, jointKey, own } = toAnswer('known sum');
    const a = times(GENERATOR, own).subtract(no.a).subtract(yes.a);
    const answer = forgedAnswer(played, party, { a, b: times(jointKey, own) }, { yes: true, secret: own });
    expect(played.post(2, answer)).toMatchObject(brokenBy(party, 'answer'));
  });

  test('a no of twice the generator, or of an element of one’s own, has no proof', () => {
    for (const text of [GENERATOR.double(), GENERATOR.negate(), times(GENERATOR, 12345n as Scalar)]) {
      for (const yes of [true, false]) {
        const { played, party, jointKey, own } = toAnswer('another text');
        const pair = { a: times(GENERATOR, own), b: times(jointKey, own).add(text) };
        const answer = forgedAnswer(played, party, pair, { yes, secret: own });
        expect(played.post(2, answer)).toMatchObject(brokenBy(party, 'answer'));
      }
    }
  });

  test('a refuser that encrypts the sum of all randomness would learn whether the others said yes, and cannot', () => {
    // Played without proofs, as though knowing one's randomness were enough: the flaw that this proof mends.
    for (const otherSaysYes of [true, false]) {
      const random = seededRandomness(`sum of all randomness ${otherSaysYes}`);
      const [x, r, own, s1, s2] = Array.from({ length: 5 }, () => randomScalar(random)) as [
        Scalar,
        Scalar,
        Scalar,
        Scalar,
        Scalar,
      ];
      const jointKey = times(GENERATOR, x);
      const honest = {
        a: times(GENERATOR, r),
        b: otherSaysYes ? times(jointKey, r) : times(jointKey, r).add(times(GENERATOR, randomScalar(random))),
      };
      const a = honest.a.add(times(GENERATOR, own));
      const crooked = { a: times(GENERATOR, own), b: times(jointKey, own).add(a) };
      const b = honest.b.add(crooked.b);
      const blinded = { a: times(a, s1).add(times(a, s2)), b: times(b, s1).add(times(b, s2)) };
      const result = blinded.b.subtract(times(blinded.a, x));
      expect(result.equals(blinded.a)).toBe(otherSaysYes);
    }
    const { played, party, no, yes, jointKey, own } = toAnswer('flaw');
    const a = times(GENERATOR, own);
    const b = times(jointKey, own).add(sum([no.a, yes.a, a]));
    for (const claimed of [true, false]) {
      const answer = forgedAnswer(played, party, { a, b }, { yes: claimed, secret: own });
      expect(readStep(played.round, { party, bytes: answer })).toMatchObject(brokenBy(party, 'answer'));
    }
  });

  test('a proof is for the answer it was made with: halves of two do not go together', () => {
    const { played, party } = toAnswer('halves');
    const make = (yes: boolean) =>
      decodeStep(giveAnswer(played.round, party, { yes }, played.random)) as StepOf<'answer'>;
    const [yes, no] = [make(true), make(false)];
    const mixed: Step[] = [
      { ...yes, a: no.a, b: no.b },
      { ...yes, b: no.b },
      { ...yes, challengeYes: yes.challengeNo, challengeNo: yes.challengeYes },
      { ...yes, responseYes: yes.responseNo, responseNo: yes.responseYes },
      { ...no, challengeYes: yes.challengeYes, responseYes: yes.responseYes },
    ];
    for (const step of mixed) {
      expect(readStep(played.round, { party, bytes: encodeStep(step) })).toMatchObject(brokenBy(party, 'answer'));
    }
  });
});
