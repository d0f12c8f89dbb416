// Steps that are carried elsewhere, bent, or none at all.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, EntryId, PartyId } from '../../src/base/ids.ts';
import { fromHex } from '../../src/base/text-encodings.ts';
import { giveAnswer } from '../../src/protocol/private-and/answer-step.ts';
import { STEP_BYTES_MAX } from '../../src/protocol/private-and/limits.ts';
import { textDigest } from '../../src/protocol/private-and/proposal.ts';
import { readRound, readStep } from '../../src/protocol/private-and/read-round.ts';
import { awaitedParties, type Round, startRound } from '../../src/protocol/private-and/round.ts';
import { decodeStep, encodeStep, type StepKind } from '../../src/protocol/private-and/step.ts';
import { brokenBy } from '../support/forged-steps.ts';
import { PlayedRound, playRound, proposalTo } from '../support/mediators-proposal.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

describe('[AND-3] a step belongs to one place', () => {
  const random = seededRandomness('places');
  const here = playRound([true, true], 'here');
  const { proposal } = here;
  const proposalOfThree = proposalTo(3, random);
  const elsewhere = {
    channel: { ...proposal, channel: random(16) as ChannelId },
    proposal: { ...proposal, proposal: random(16) as EntryId },
    text: { ...proposal, textDigest: textDigest(utf8('The crossing opens three times a day.')) },
    parties: { ...proposal, parties: [...proposal.parties, new Uint8Array(16).fill(255) as PartyId] },
  };

  /** As it was posted, and with the transcript of where it is posted now put in its place. */
  const carried = (round: Round, party: PartyId, bytes: Uint8Array) => {
    if (round.kind !== 'awaiting') throw new Error('the round is over');
    const dressed = encodeStep({ ...decodeStep(bytes), transcript: round.transcript });
    return [readStep(round, { party, bytes }), readStep(round, { party, bytes: dressed })];
  };
  const refused = (party: PartyId, step: StepKind) => [
    expect.objectContaining(brokenBy(party, step, 'another-transcript')),
    expect.objectContaining(brokenBy(party, step, 'proof-does-not-hold')),
  ];

  test.each(Object.entries(elsewhere))('and none holds for another %s', (_, other) => {
    const party = here.party(0);
    expect(carried(startRound(other), party, here.bytes(0))).toEqual(refused(party, 'key'));
  });

  test('no answer holds among other keys', () => {
    const again = new PlayedRound(2, 'again', proposal);
    // The first party gives the key that it gave before; the second a new one.
    again.post(0, here.bytes(0));
    again.key(1);
    expect(carried(again.round, again.party(0), here.bytes(2))).toEqual(refused(again.party(0), 'answer'));
  });

  test('no blind holds after other answers, and no share after other blinds', () => {
    const other = new PlayedRound(2, 'other answers', proposal);
    for (const at of [0, 1, 0]) other.post(at, here.bytes(other.posted.length));
    other.answer(1, true);
    expect(carried(other.round, other.party(0), here.bytes(4))).toEqual(refused(other.party(0), 'blind'));
    other.blinds();
    expect(carried(other.round, other.party(0), here.bytes(6))).toEqual(refused(other.party(0), 'decrypt'));
  });

  test('a party that gives one key to some and another to the rest gets no answer opened, and makes no cheat of anyone', () => {
    const [some, rest] = ['some', 'rest'].map((seed) => new PlayedRound(3, `two-faced ${seed}`, proposalOfThree)) as [
      PlayedRound,
      PlayedRound,
    ];
    some.key(0);
    some.key(1);
    for (const at of [0, 1]) rest.post(at, some.bytes(at));
    some.key(2);
    rest.key(2);
    // The first party reads one record, the second the other; each answers what it reads.
    const answer = giveAnswer(some.round, some.party(0), { yes: true }, some.random);
    expect(rest.post(0, answer)).toMatchObject(brokenBy(rest.party(0), 'answer', 'another-transcript'));
    expect(() => giveAnswer(rest.round, rest.party(1), { yes: true }, rest.random)).toThrow();
    some.post(0, answer);
    expect(awaitedParties(some.round)).toEqual([some.party(1), some.party(2)]);
  });

  test('no step of one party holds for another', () => {
    const swapped = new PlayedRound(2, 'swapped', proposal);
    expect(swapped.post(1, here.bytes(0))).toMatchObject(brokenBy(swapped.party(1), 'key'));
  });
});

describe('[AND-2] [AND-8] bytes', () => {
  const whole = playRound([true, true], 'bytes');
  /** The round before each step, and the step. */
  const stages = whole.posted.map((step, at) => [readRound(whole.proposal, whole.posted.slice(0, at)), step] as const);

  test('one bit changed anywhere in a step breaks the round, or leaves it as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stages), fc.nat(), fc.nat(7), ([round, step], place, bit) => {
        const at = place % step.bytes.length;
        const bytes = step.bytes.with(at, (step.bytes[at] as number) ^ (1 << bit));
        const after = readStep(round, { ...step, bytes });
        expect(after === round || after.kind === 'broken').toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('whatever is posted, reading gives a round and never throws', () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: STEP_BYTES_MAX + 50 }),
      fc
        .constantFrom(...whole.posted)
        .chain(({ bytes }) => fc.nat(bytes.length).map((length) => bytes.slice(0, length))),
      fc.constantFrom(...whole.posted).map(({ bytes }) => Uint8Array.of(...bytes, 0)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...stages), hostile, ([round, { party }], bytes) => {
        const after = readStep(round, { party, bytes });
        expect(['awaiting', 'accepted', 'not-accepted', 'broken']).toContain(after.kind);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['the identity', '00'.repeat(32)],
    ['no element', 'ff'.repeat(32)],
    ['an element’s other spelling', 'f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ])('%s is not taken for a key', (_, hex) => {
    const bytes = whole.bytes(0).slice();
    bytes.set(fromHex(hex) as Uint8Array, 39);
    const after = readStep(readRound(whole.proposal, []), { party: whole.party(0), bytes });
    expect(after).toMatchObject(brokenBy(whole.party(0), 'key', 'not-a-step'));
  });

  test('a scalar in a second spelling is none', () => {
    const bytes = whole.bytes(0).slice();
    // [0, [transcript, key, challenge, response]]: the response is the last 32 bytes.
    let response = 0n;
    for (let at = 31; at >= 0; at--) response = (response << 8n) | BigInt(bytes[bytes.length - 32 + at] as number);
    response += ORDER;
    for (let at = 0; at < 32; at++) bytes[bytes.length - 32 + at] = Number((response >> BigInt(8 * at)) & 255n);
    const after = readStep(readRound(whole.proposal, []), { party: whole.party(0), bytes });
    expect(after).toMatchObject(brokenBy(whole.party(0), 'key', 'not-a-step'));
  });

  test('a step’s size tells nothing of the answer', () => {
    const sizes = [true, false].map((yes) =>
      playRound([yes, false, true], `size ${yes}`).posted.map(({ bytes }) => bytes.length),
    );
    expect(sizes[0]).toEqual(sizes[1]);
    expect(new Set(sizes[0])).toEqual(new Set([139, 241, 173]));
  });
});
