import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlayedRound, playRound, proposalTo } from '../../../test/support/mediators-proposal.ts';
import { seededRandomness } from '../../../test/support/seeded-randomness.ts';
import { utf8 } from '../../base/bytes.ts';
import type { PartyId } from '../../base/ids.ts';
import { CodecError } from '../codec/codec-error.ts';
import { giveAnswer } from './answer-step.ts';
import { giveBlind } from './blind-step.ts';
import { giveDecryption } from './decrypt-step.ts';
import { giveKey } from './key-step.ts';
import { PARTIES_MAX } from './limits.ts';
import { textDigest } from './proposal.ts';
import { type PostedStep, readRound, readStep } from './read-round.ts';
import { awaitedParties, startRound } from './round.ts';

const everyAnswer = (parties: number) =>
  Array.from({ length: 2 ** parties }, (_, bits) =>
    Array.from({ length: parties }, (_, at) => ((bits >> at) & 1) === 0),
  );
const words = (answers: readonly boolean[]) => answers.map((yes) => (yes ? 'yes' : 'no')).join(' ');

describe('[AND-9] a round is accepted exactly if all said yes', () => {
  const known = [2, 3, 4].flatMap(everyAnswer);
  test.each(known.map((answers) => [words(answers), answers] as const))('%s', (name, answers) => {
    const { proposal, posted, round } = playRound(answers, name);
    expect(round.kind).toBe(answers.every(Boolean) ? 'accepted' : 'not-accepted');
    expect(readRound(proposal, posted)).toEqual(round);
  });

  test('twelve parties, one of whom says no', () => {
    const answers = Array.from({ length: PARTIES_MAX }, (_, at) => at !== 7);
    expect(playRound(answers, 'twelve').round.kind).toBe('not-accepted');
  });

  test('up to twelve parties, whatever they say', () => {
    const parties = fc.array(fc.boolean(), { minLength: 5, maxLength: PARTIES_MAX });
    const mostlyYes = parties.map((answers) => (answers[0] ? answers.map(() => true) : answers));
    fc.assert(
      fc.property(mostlyYes, fc.string(), (answers, seed) => {
        expect(playRound(answers, seed).round.kind).toBe(answers.every(Boolean) ? 'accepted' : 'not-accepted');
      }),
      { numRuns: 5 },
    );
  });
});

describe('[AND-8] reading a round', () => {
  test('it asks for keys, answers, blinds and shares, of all who have not given theirs', () => {
    const played = new PlayedRound(3, 'asks');
    expect(played.round).toMatchObject({ kind: 'awaiting', step: 'key' });
    expect(awaitedParties(played.round)).toEqual(played.proposal.parties);
    played.key(1);
    expect(awaitedParties(played.round)).toEqual([played.party(0), played.party(2)]);
    played.key(2);
    expect(played.key(0)).toMatchObject({ kind: 'awaiting', step: 'answer' });
    expect(played.answers([true, true, true]).round).toMatchObject({ kind: 'awaiting', step: 'blind' });
    expect(played.blinds().round).toMatchObject({ kind: 'awaiting', step: 'decrypt' });
    played.decrypt(2);
    played.decrypt(0);
    expect(awaitedParties(played.round)).toEqual([played.party(1)]);
    expect(awaitedParties(played.decrypt(1))).toEqual([]);
  });

  test('in whatever order the parties give their steps, and whatever is posted in between', () => {
    const { proposal, posted, round } = playRound([true, false, true], 'orders');
    const rounds = [0, 3, 6, 9].map((from) => posted.slice(from, from + 3));
    const stranger = new Uint8Array(16).fill(9) as PartyId;
    const noise = (step: PostedStep): PostedStep[] => [
      step,
      step, // given twice
      { party: stranger, bytes: step.bytes }, // by nobody who was asked
      { party: step.party, bytes: utf8('no step, from somebody who is not asked any more') },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }), fc.boolean(), (order, noisy) => {
        const ordered = rounds.flatMap((steps) => order.map((at) => steps[at] as PostedStep));
        // The last step of a round is followed by noise that the next round could take for its own, so none there.
        const withNoise = ordered.flatMap((step, at) => (noisy && at % 3 !== 2 ? noise(step) : [step]));
        expect(readRound(proposal, withNoise)).toEqual(round);
      }),
      { numRuns: 4 },
    );
  });

  test('steps that are before or after their round are passed over', () => {
    const { proposal, posted } = playRound([true, true], 'early');
    const [key, otherKey, answer] = posted as [PostedStep, PostedStep, PostedStep];
    const begun = startRound(proposal);
    expect(readStep(begun, answer)).toBe(begun);
    const keyed = readRound(proposal, [key, otherKey]);
    expect(readStep(keyed, key)).toBe(keyed);
    const over = readRound(proposal, posted);
    for (const step of posted) expect(readStep(over, step)).toBe(over);
  });

  test('the first answer of a party counts', () => {
    const played = new PlayedRound(2, 'twice').keys();
    played.answer(0, true);
    const changed = giveAnswer(
      { ...played.awaiting('answer'), given: [undefined, undefined] },
      played.party(0),
      { yes: false },
      played.random,
    );
    const before = played.round;
    expect(played.post(0, changed)).toBe(before);
    played.answer(1, true);
    expect(played.blinds().decryptions().round.kind).toBe('accepted');
  });

  test('bytes that are no step break the round, and name the party and the step', () => {
    const played = new PlayedRound(2, 'bytes').keys();
    played.answer(0, true);
    expect(played.post(1, utf8('yes'))).toEqual({
      kind: 'broken',
      proposal: played.proposal,
      party: played.party(1),
      step: 'answer',
      why: 'not-a-step',
    });
    const broken = played.round;
    expect(awaitedParties(broken)).toEqual([]);
    expect(() => giveAnswer(broken, played.party(1), { yes: true }, played.random)).toThrow(
      expect.objectContaining({ code: 'NOT_AWAITED' }),
    );
  });

  test('nobody is let give a step that is not awaited of them', () => {
    const played = new PlayedRound(2, 'not awaited');
    const notAwaited = expect.objectContaining({ code: 'NOT_AWAITED' });
    const [first] = played.proposal.parties as [PartyId];
    played.key(0);
    expect(() => giveKey(played.round, first, played.random)).toThrow(notAwaited);
    expect(() => giveKey(played.round, new Uint8Array(16) as PartyId, played.random)).toThrow(notAwaited);
    expect(() => giveAnswer(played.round, first, { yes: true }, played.random)).toThrow(notAwaited);
    expect(() => giveBlind(played.round, first, played.random)).toThrow(notAwaited);
    expect(() => giveDecryption(played.round, first, new Uint8Array(32), played.random)).toThrow(notAwaited);
  });

  test('a round is plain data: it goes on from a copy', () => {
    const played = new PlayedRound(2, 'copy').keys().answers([true, true]);
    played.round = structuredClone(played.round);
    expect(played.blinds().decryptions().round.kind).toBe('accepted');
  });
});

describe('[AND-1] the parties', () => {
  const random = seededRandomness('parties');
  test.each([2, 3, PARTIES_MAX])('%i of them can be asked', (parties) => {
    expect(startRound(proposalTo(parties, random)).given).toHaveLength(parties);
  });

  test('one, thirteen, one twice, or in another order, cannot', () => {
    const proposal = proposalTo(3, random);
    const [first, second, third] = proposal.parties as [PartyId, PartyId, PartyId];
    const refused = [[first], [first, first, second], [second, first, third], proposalTo(13, random).parties];
    for (const parties of refused) expect(() => startRound({ ...proposal, parties })).toThrow(CodecError);
  });

  test('texts that differ in a byte have different digests', () => {
    expect(textDigest(utf8('twice a day'))).not.toEqual(textDigest(utf8('twice a day.')));
  });
});

describe('[AND-11] secrets', () => {
  const played = new PlayedRound(2, 'secrets').keys().answers([true, true]).blinds();
  const secret = (played.secrets[0] as Uint8Array).slice();

  test('of another key, or none, make no share', () => {
    const refused = [
      played.secrets[1] as Uint8Array,
      new Uint8Array(32),
      new Uint8Array(32).fill(255),
      new Uint8Array(5),
    ];
    for (const wrong of refused) {
      expect(() => giveDecryption(played.round, played.party(0), wrong.slice(), played.random)).toThrow(
        expect.objectContaining({ code: 'SECRET_OF_ANOTHER_KEY' }),
      );
    }
  });

  test('are overwritten by the one share that is made with them', () => {
    expect(() => giveDecryption(played.round, played.party(1), secret, played.random)).toThrow();
    expect(secret).toEqual(played.secrets[0]);
    const step = giveDecryption(played.round, played.party(0), secret, played.random);
    expect(secret).toEqual(new Uint8Array(32));
    expect(() => giveDecryption(played.round, played.party(0), secret, played.random)).toThrow(
      expect.objectContaining({ code: 'SECRET_OF_ANOTHER_KEY' }),
    );
    expect(readStep(played.round, { party: played.party(0), bytes: step })).toMatchObject({ kind: 'awaiting' });
  });
});
