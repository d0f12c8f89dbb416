import { compare, utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, EntryId, PartyId } from '../../src/base/ids.ts';
import type { Randomness } from '../../src/base/ports.ts';
import { plus, readScalar, type Scalar } from '../../src/protocol/crypto/ristretto255.ts';
import { giveAnswer } from '../../src/protocol/private-and/answer-step.ts';
import { giveBlind } from '../../src/protocol/private-and/blind-step.ts';
import { giveDecryption } from '../../src/protocol/private-and/decrypt-step.ts';
import { giveKey } from '../../src/protocol/private-and/key-step.ts';
import { type Proposal, textDigest } from '../../src/protocol/private-and/proposal.ts';
import { type PostedStep, readStep } from '../../src/protocol/private-and/read-round.ts';
import { type Awaiting, type Round, startRound } from '../../src/protocol/private-and/round.ts';
import type { StepKind } from '../../src/protocol/private-and/step.ts';
import { seededRandomness } from './seeded-randomness.ts';

/** A text put to so many parties. */
export function proposalTo(parties: number, random: Randomness, text = 'The crossing opens twice a day.'): Proposal {
  return {
    channel: random(16) as ChannelId,
    proposal: random(16) as EntryId,
    textDigest: textDigest(utf8(text)),
    parties: Array.from({ length: parties }, () => random(16) as PartyId).sort(compare),
  };
}

/**
 * A round as it is played by honest parties that take their turn in the parties' order. A test lets it come as far as it
 * needs, and plays on from there with steps of its own.
 */
export class PlayedRound {
  readonly proposal: Proposal;
  readonly posted: PostedStep[] = [];
  readonly secrets: Uint8Array[] = [];
  readonly random: Randomness;
  round: Round;

  constructor(parties: number, seed: string, proposal?: Proposal) {
    this.random = seededRandomness(seed);
    this.proposal = proposal ?? proposalTo(parties, this.random);
    this.round = startRound(this.proposal);
  }

  party(at: number): PartyId {
    return this.proposal.parties[at] as PartyId;
  }

  /** Of the step at this place of the round's record. */
  bytes(at: number): Uint8Array {
    return (this.posted[at] as PostedStep).bytes;
  }

  /** What no one ever has in one hand: with it, any single answer opens. */
  secretsTogether(): Scalar {
    return this.secrets.map((secret) => readScalar(secret) as Scalar).reduce(plus);
  }

  post(at: number, bytes: Uint8Array): Round {
    const step = { party: this.party(at), bytes };
    this.posted.push(step);
    this.round = readStep(this.round, step);
    return this.round;
  }

  key(at: number): Round {
    const { step, secret } = giveKey(this.round, this.party(at), this.random);
    this.secrets[at] = secret;
    return this.post(at, step);
  }

  answer(at: number, yes: boolean): Round {
    return this.post(at, giveAnswer(this.round, this.party(at), { yes }, this.random));
  }

  blind(at: number): Round {
    return this.post(at, giveBlind(this.round, this.party(at), this.random));
  }

  decrypt(at: number): Round {
    // A copy: the giver overwrites what it is given, and some tests look at the secrets afterwards.
    const secret = (this.secrets[at] as Uint8Array).slice();
    return this.post(at, giveDecryption(this.round, this.party(at), secret, this.random));
  }

  keys(): this {
    for (const at of this.proposal.parties.keys()) this.key(at);
    return this;
  }

  answers(answers: readonly boolean[]): this {
    for (const [at, yes] of answers.entries()) this.answer(at, yes);
    return this;
  }

  blinds(): this {
    for (const at of this.proposal.parties.keys()) this.blind(at);
    return this;
  }

  decryptions(): this {
    for (const at of this.proposal.parties.keys()) this.decrypt(at);
    return this;
  }

  /** The round as it waits for this kind of step; a test that has come elsewhere is wrong. */
  awaiting<K extends StepKind>(step: K): Awaiting<K> {
    if (this.round.kind !== 'awaiting' || this.round.step !== step) throw new Error(`the round awaits no ${step}`);
    return this.round as Awaiting<K>;
  }
}

/** Played to its end. */
export function playRound(answers: readonly boolean[], seed: string, proposal?: Proposal): PlayedRound {
  return new PlayedRound(answers.length, seed, proposal).keys().answers(answers).blinds().decryptions();
}
