import { utf8 } from '../../src/base/bytes.ts';
import type { EntryId } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { GENERATOR, multiplySecret, randomScalar } from '../../src/protocol/crypto/ristretto255.ts';
import { proposalDigest, textDigest } from '../../src/protocol/private-and/proposal.ts';
import type { PostedStep } from '../../src/protocol/private-and/read-round.ts';
import { elementOf, type Round } from '../../src/protocol/private-and/round.ts';
import { decodeStep, encodeStep } from '../../src/protocol/private-and/step.ts';
import { forgedAnswer, forgedBlind, forgedDecryption, forgedKey, givenStep, pairOf } from '../support/forged-steps.ts';
import { PlayedRound, playRound, proposalTo } from '../support/mediators-proposal.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const TEXT = 'The crossing opens twice a day.';

export interface PrivateAndCase {
  readonly proposal: {
    readonly channel: string;
    readonly proposal: string;
    readonly text: string;
    readonly textDigest: string;
    readonly parties: readonly string[];
    /** T₀ of [AND-3]. */
    readonly transcript: string;
  };
  /** By the parties' places; a round that stops early has fewer. */
  readonly secrets: readonly string[];
  readonly steps: readonly { readonly party: string; readonly bytes: string }[];
  readonly outcome: {
    readonly kind: Round['kind'];
    readonly party?: string;
    readonly step?: string;
    readonly why?: string;
    /** What the awaited step builds upon. */
    readonly transcript?: string;
  };
}

/** Rounds that come to an end, and rounds that break in one way each. */
export function privateAndCases(): Record<string, PrivateAndCase> {
  const start = (name: string, parties = 2) =>
    new PlayedRound(parties, name, proposalTo(parties, seededRandomness(name), TEXT));
  const answered = (name: string) => start(name).keys().answers([true, true]);
  const whole = (answers: readonly boolean[], name: string) =>
    write(playRound(answers, name, proposalTo(answers.length, seededRandomness(name), TEXT)));

  return {
    'two-yes': whole([true, true], 'two yes'),
    'two-one-no': whole([true, false], 'two, one no'),
    'two-no': whole([false, false], 'two no'),
    'three-yes': whole([true, true, true], 'three yes'),
    'three-one-no': whole([true, false, true], 'three, one no'),
    'answers-awaited': answersAwaited(start('answers awaited')),
    'share-withheld': shareWithheld(answered('share withheld')),
    'steps-passed-over': stepsPassedOver(start('steps passed over')),
    'key-is-the-identity': bent(start('key is the identity'), (bytes) => bytes.fill(0, 39, 71)),
    'key-in-another-spelling': bent(start('key in another spelling'), (bytes) => {
      // Four, and the field's prime: decoders that reduce would read it.
      bytes.fill(255, 39, 71).set([0xf1], 39);
      return bytes.fill(0x7f, 70, 71);
    }),
    'response-above-the-order': bent(start('response above the order'), (bytes) => bytes.fill(255, 107)),
    'step-of-one-byte-more': bent(start('step of one byte more'), (bytes) => Uint8Array.of(...bytes, 0)),
    'step-of-one-byte-less': bent(start('step of one byte less'), (bytes) => bytes.slice(0, -1)),
    'key-of-another-party': keyOfAnotherParty(start('key of another party')),
    'key-that-takes-another-away': rogueKey(start('rogue key')),
    'key-for-another-proposal': keyForAnotherProposal(start('key for another proposal')),
    'key-for-another-proposal-dressed-up': keyForAnotherProposal(start('dressed up'), true),
    'answer-of-another-party': answerOfAnotherParty(start('answer of another party')),
    'answer-that-cancels-another': answerThatCancels(start('answer that cancels')),
    'answer-of-twice-the-generator': answerOfTwice(start('answer of twice')),
    'blind-with-two-powers': blindWithTwoPowers(answered('two powers')),
    'blind-of-a-single-answer': blindOfASingleAnswer(answered('single answer')),
    'share-of-another-key': shareOfAnotherKey(answered('another key')),
  };
}

function answersAwaited(played: PlayedRound): PrivateAndCase {
  played.keys().answer(1, false);
  return write(played);
}

function shareWithheld(played: PlayedRound): PrivateAndCase {
  played.blinds().decrypt(0);
  return write(played);
}

/** Early, twice, and from nobody who was asked. */
function stepsPassedOver(played: PlayedRound): PrivateAndCase {
  const later = playRound([false, false], 'later', played.proposal);
  played.post(0, later.bytes(2));
  played.key(0);
  played.post(0, later.bytes(0));
  played.posted.push({ party: new Uint8Array(16).fill(255) as PostedStep['party'], bytes: later.bytes(1) });
  played.key(1);
  return write(played.answers([true, true]).blinds().decryptions());
}

function bent(played: PlayedRound, bend: (bytes: Uint8Array) => Uint8Array): PrivateAndCase {
  const bytes = playRound([true, true], 'bent', played.proposal).bytes(0).slice();
  played.post(0, bend(bytes));
  return write(played);
}

function keyOfAnotherParty(played: PlayedRound): PrivateAndCase {
  played.key(0);
  played.post(1, played.bytes(0));
  return write(played);
}

function rogueKey(played: PlayedRound): PrivateAndCase {
  played.key(0);
  const own = randomScalar(played.random);
  const rogue = multiplySecret(GENERATOR, own).subtract(elementOf(givenStep('key', played, 0).key));
  played.post(1, forgedKey(played, played.party(1), rogue, own));
  return write(played);
}

function keyForAnotherProposal(played: PlayedRound, dressedUp = false): PrivateAndCase {
  const other = new PlayedRound(2, 'other', { ...played.proposal, proposal: played.random(16) as EntryId });
  other.key(0);
  const { transcript } = played.awaiting('key');
  played.post(0, dressedUp ? encodeStep({ ...decodeStep(other.bytes(0)), transcript }) : other.bytes(0));
  return write(played);
}

function answerOfAnotherParty(played: PlayedRound): PrivateAndCase {
  played.keys().answer(0, true);
  played.post(1, played.bytes(2));
  return write(played);
}

function answerThatCancels(played: PlayedRound): PrivateAndCase {
  played.keys().answer(0, false);
  const no = pairOf(givenStep('answer', played, 2));
  const own = randomScalar(played.random);
  const jointKey = elementOf(played.awaiting('answer').jointKey);
  const cancels = {
    a: multiplySecret(GENERATOR, own).subtract(no.a),
    b: multiplySecret(jointKey, own).subtract(no.b),
  };
  played.post(1, forgedAnswer(played, played.party(1), cancels, { yes: true, secret: own }));
  return write(played);
}

function answerOfTwice(played: PlayedRound): PrivateAndCase {
  played.keys();
  const own = randomScalar(played.random);
  const jointKey = elementOf(played.awaiting('answer').jointKey);
  const twice = { a: multiplySecret(GENERATOR, own), b: multiplySecret(jointKey, own).add(GENERATOR.double()) };
  played.post(0, forgedAnswer(played, played.party(0), twice, { yes: false, secret: own }));
  return write(played);
}

function blindWithTwoPowers(played: PlayedRound): PrivateAndCase {
  const own = randomScalar(played.random);
  const { a, b } = pairOf(played.awaiting('blind').product);
  const halves = { a: multiplySecret(a, own), b: multiplySecret(b, own).double() };
  played.post(0, forgedBlind(played, played.party(0), halves, own));
  return write(played);
}

function blindOfASingleAnswer(played: PlayedRound): PrivateAndCase {
  const own = randomScalar(played.random);
  const { a, b } = pairOf(givenStep('answer', played, 2));
  const single = { a: multiplySecret(a, own), b: multiplySecret(b, own) };
  played.post(1, forgedBlind(played, played.party(1), single, own));
  return write(played);
}

function shareOfAnotherKey(played: PlayedRound): PrivateAndCase {
  played.blinds();
  const another = randomScalar(played.random);
  const share = multiplySecret(elementOf(played.awaiting('decrypt').blinded.a), another);
  played.post(0, forgedDecryption(played, 0, share, another));
  return write(played);
}

function write({ proposal, posted, secrets, round }: PlayedRound): PrivateAndCase {
  return {
    proposal: {
      channel: toHex(proposal.channel),
      proposal: toHex(proposal.proposal),
      text: TEXT,
      textDigest: toHex(textDigest(utf8(TEXT))),
      parties: proposal.parties.map(toHex),
      transcript: toHex(proposalDigest(proposal)),
    },
    secrets: secrets.map(toHex),
    steps: posted.map(({ party, bytes }) => ({ party: toHex(party), bytes: toHex(bytes) })),
    outcome: outcomeOf(round),
  };
}

/** What a vector says of the end of a round. */
export function outcomeOf(round: Round): PrivateAndCase['outcome'] {
  switch (round.kind) {
    case 'awaiting':
      return { kind: round.kind, step: round.step, transcript: toHex(round.transcript) };
    case 'broken':
      return { kind: round.kind, party: toHex(round.party), step: round.step, why: round.why };
    default:
      return { kind: round.kind };
  }
}
