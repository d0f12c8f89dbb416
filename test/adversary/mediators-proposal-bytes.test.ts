// Steps that are carried elsewhere, bent, or none at all.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, EntryId, PartyId } from '../../src/base/ids.ts';
import { fromHex } from '../../src/base/text-encodings.ts';
import { STEP_BYTES_MAX } from '../../src/protocol/private-and/limits.ts';
import { textDigest } from '../../src/protocol/private-and/proposal.ts';
import { readRound, readStep } from '../../src/protocol/private-and/read-round.ts';
import { brokenBy } from '../support/forged-steps.ts';
import { PlayedRound, playRound } from '../support/mediators-proposal.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

describe('[AND-3] a step belongs to one place', () => {
  const random = seededRandomness('places');
  const here = playRound([true, true], 'here');
  const { proposal } = here;
  const elsewhere = {
    channel: { ...proposal, channel: random(16) as ChannelId },
    proposal: { ...proposal, proposal: random(16) as EntryId },
    text: { ...proposal, textDigest: textDigest(utf8('The crossing opens three times a day.')) },
    parties: { ...proposal, parties: [...proposal.parties, new Uint8Array(16).fill(255) as PartyId] },
  };

  test.each(Object.entries(elsewhere))('and none holds for another %s', (_, other) => {
    const party = here.party(0);
    expect(readRound(other, [{ party, bytes: here.bytes(0) }])).toMatchObject(brokenBy(party, 'key'));
  });

  test('no step holds among other keys, or after other answers', () => {
    const again = new PlayedRound(2, 'again', proposal);
    // The first party gives the key that it gave before; the second a new one.
    again.post(0, here.bytes(0));
    again.key(1);
    const replayed = again.post(0, here.bytes(2));
    expect(replayed).toMatchObject(brokenBy(again.party(0), 'answer'));

    const other = new PlayedRound(2, 'other answers', proposal);
    for (const at of [0, 1, 0]) other.post(at, here.bytes(other.posted.length));
    other.answer(1, true);
    expect(other.round).toMatchObject({ kind: 'awaiting', step: 'blind' });
    expect(other.post(0, here.bytes(4))).toMatchObject(brokenBy(other.party(0), 'blind'));
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
    bytes.set(fromHex(hex) as Uint8Array, 5);
    const after = readStep(readRound(whole.proposal, []), { party: whole.party(0), bytes });
    expect(after).toMatchObject(brokenBy(whole.party(0), 'key', 'not-a-step'));
  });

  test('a scalar in a second spelling is none', () => {
    const bytes = whole.bytes(0).slice();
    // [0, [key, challenge, response]]: the response is the last 32 bytes.
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
    expect(new Set(sizes[0])).toEqual(new Set([105, 207, 139]));
  });
});
