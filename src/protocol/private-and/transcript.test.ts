import { describe, expect, test } from 'vitest';
import type { PartyId } from '../../base/ids.ts';
import { GENERATOR, type Scalar } from '../crypto/ristretto255.ts';
import type { Step } from './step.ts';
import { challenge, nonce, type ProofPlace, transcriptAfter } from './transcript.ts';

const fill = (length: number, value: number) => new Uint8Array(length).fill(value);
const place: ProofPlace = { transcript: fill(32, 1), step: 'key', party: fill(16, 2) as PartyId };
const places: readonly ProofPlace[] = [
  place,
  { ...place, transcript: fill(32, 3) },
  { ...place, step: 'decrypt' },
  { ...place, party: fill(16, 4) as PartyId },
];
const elements = [GENERATOR, GENERATOR.double()];
const otherElements = [elements, [...elements].reverse(), [GENERATOR], [GENERATOR, ...elements]];
const secret = 5n as Scalar;

describe('[AND-3] a challenge', () => {
  test('is another one for each place, and for each list of elements', () => {
    const challenges = [
      ...places.map((each) => challenge(each, elements)),
      ...otherElements.slice(1).map((each) => challenge(place, each)),
    ];
    expect(new Set(challenges).size).toBe(7);
    expect(challenge({ ...place }, [...elements])).toBe(challenges[0]);
  });

  test('stands upon all steps of the rounds before, in their order', () => {
    const key = GENERATOR.toBytes();
    const step = { kind: 'key', transcript: fill(32, 1), key, challenge: fill(32, 0), response: fill(32, 0) } as const;
    const rounds: Step[][] = [[step, step], [step], [step, { ...step, key: GENERATOR.double().toBytes() }]];
    const after = [
      ...rounds.map((steps) => transcriptAfter(place.transcript, steps)),
      transcriptAfter(fill(32, 9), [step]),
    ];
    expect(new Set(after.map(String)).size).toBe(4);
  });
});

test('[AND-11] a nonce depends on the randomness, and on the secret, the place and the elements too', () => {
  const nonces = [
    ...places.map((each) => nonce(each, elements, secret, (length) => fill(length, 7))),
    ...otherElements.slice(1).map((each) => nonce(place, each, secret, (length) => fill(length, 7))),
    nonce(place, elements, 6n as Scalar, (length) => fill(length, 7)),
    nonce(place, elements, secret, (length) => fill(length, 8)),
    challenge(place, elements),
  ];
  expect(new Set(nonces).size).toBe(10);
});
