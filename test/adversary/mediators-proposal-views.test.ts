// What a party that said no, a leaker and an outsider can make of what they see.
import { describe, expect, test } from 'vitest';
import type { Randomness } from '../../src/base/ports.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import {
  GENERATOR,
  type GroupElement,
  minus,
  multiplySecret,
  randomScalar,
  readScalar,
  type Scalar,
  sum,
  times,
} from '../../src/protocol/crypto/ristretto255.ts';
import { proveExponent } from '../../src/protocol/private-and/exponent-proof.ts';
import { readRound } from '../../src/protocol/private-and/read-round.ts';
import { elementOf, proofPlace } from '../../src/protocol/private-and/round.ts';
import { decodeStep, type Step, type StepOf } from '../../src/protocol/private-and/step.ts';
import { PlayedRound, playRound } from '../support/mediators-proposal.ts';

/** What is decrypted in a round: zero, or what nobody should be able to tell from a random element. */
function resultOf(played: PlayedRound): GroupElement {
  const parties = played.proposal.parties.length;
  const steps = played.posted.map(({ bytes }) => decodeStep(bytes));
  const blinded = steps.slice(2 * parties, 3 * parties) as StepOf<'blind'>[];
  const shares = steps.slice(3 * parties) as StepOf<'decrypt'>[];
  return sum(blinded.map(({ b }) => elementOf(b))).subtract(sum(shares.map(({ share }) => elementOf(share))));
}

describe('[AND-10] a refuser', () => {
  const ROUNDS = 16;
  /** The first party says no in all of them. */
  const worlds = {
    'the other said yes': Array.from({ length: ROUNDS }, (_, at) => playRound([false, true], `refuser ${at}`)),
    'the other said no': Array.from({ length: ROUNDS }, (_, at) => playRound([false, false], `refuser ${at}`)),
  };
  const all = Object.values(worlds).flat();

  test('sees a result that is another one each time', () => {
    const results = all.map((played) => resultOf(played).toHex());
    expect(new Set(results).size).toBe(2 * ROUNDS);
    expect(results).not.toContain('00'.repeat(32));
  });

  test.each(Object.entries(worlds))('sees bits as a coin gives them where %s', (_, rounds) => {
    // 16 results of 248 bits (the lowest and highest few of an encoding are not free): six sigma about the half.
    let ones = 0;
    for (const played of rounds) {
      for (const byte of resultOf(played).toBytes().subarray(0, 31))
        for (let rest = byte & 0xfe; rest > 0; rest &= rest - 1) ones++;
    }
    const bits = ROUNDS * (31 * 8 - 31);
    expect(Math.abs(ones - bits / 2)).toBeLessThan(6 * Math.sqrt(bits / 4));
  });

  test('finds the result in nothing that it can make of what it knows and what was shown', () => {
    for (const played of all) {
      const result = resultOf(played);
      const shown = played.posted.flatMap(({ bytes }) => elementsOf(decodeStep(bytes)));
      const own = readScalar(played.secrets[0] as Uint8Array) as Scalar;
      const made = shown.flatMap((element) => [element, element.negate(), multiplySecret(element, own)]);
      const pairs = shown.flatMap((one) => shown.flatMap((other) => [one.add(other), one.subtract(other)]));
      const found = [GENERATOR, ...made, ...pairs].some((element) => element.equals(result));
      expect(found).toBe(false);
    }
  });

  test('of three is not told apart by the outcome, nor by anything that was shown', () => {
    const rounds = [0, 1, 2].map((refuser) =>
      playRound(
        [0, 1, 2].map((at) => at !== refuser),
        `lone no ${refuser}`,
      ),
    );
    for (const { round, posted } of rounds) {
      expect(round.kind).toBe('not-accepted');
      expect(posted.map(({ bytes }) => bytes.length)).toEqual(rounds[0]?.posted.map(({ bytes }) => bytes.length));
    }
  });
});

test('[AND-11] no secret stands in any step', () => {
  const played = playRound([true, false, true], 'looking for secrets');
  for (const secret of played.secrets) {
    for (const { bytes } of played.posted) expect(toHex(bytes).includes(toHex(secret))).toBe(false);
  }
});

test('[AND-12] one person alone makes a round of anybody’s, with any outcome', () => {
  const real = playRound([true, false, true], 'what was answered');
  for (const [answers, outcome] of [
    [[true, true, true], 'accepted'],
    [[false, false, false], 'not-accepted'],
  ] as const) {
    // A leaker with the text, the ids, and a generator of its own.
    const made = playRound(answers, `made up ${outcome}`, real.proposal);
    expect(readRound(real.proposal, made.posted).kind).toBe(outcome);
  }
  expect(readRound(real.proposal, real.posted).kind).toBe('not-accepted');
});

function elementsOf(step: Step): GroupElement[] {
  switch (step.kind) {
    case 'key':
      return [elementOf(step.key)];
    case 'decrypt':
      return [elementOf(step.share)];
    default:
      return [elementOf(step.a), elementOf(step.b)];
  }
}

test('[AND-11] a generator that repeats itself does not give a secret away', () => {
  const repeating: Randomness = (length) => new Uint8Array(length).fill(7);
  const played = new PlayedRound(2, 'repeating');
  const place = proofPlace(played.awaiting('key'), played.party(0));
  const [one, other] = [randomScalar(played.random), randomScalar(played.random)];
  const proofs = [one, other].map((secret) => {
    const key = multiplySecret(GENERATOR, secret);
    return proveExponent(place, { bases: [GENERATOR], images: [key] }, secret, repeating);
  });
  // With one nonce k in both, z − c·w would be the same.
  const [k, l] = proofs.map(({ challenge, response }, at) => {
    const [c, z] = [readScalar(challenge) as Scalar, readScalar(response) as Scalar];
    return minus(z, times(c, [one, other][at] as Scalar));
  });
  expect(k).not.toBe(l);
});
