import { describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { giveAnswer } from '../../protocol/private-and/answer-step.ts';
import { giveBlind } from '../../protocol/private-and/blind-step.ts';
import { giveDecryption } from '../../protocol/private-and/decrypt-step.ts';
import { giveKey } from '../../protocol/private-and/key-step.ts';
import { PENDING_PROPOSALS_MAX } from '../limits.ts';
import { restoreProjection, snapshotProjection } from '../projection.ts';
import { assemble } from '../rehearsal-newcomer.ts';
import {
  author,
  bytes,
  charterOf,
  PARTIES,
  type Rehearsal,
  rehearse,
  SEATS,
  type SeatName,
} from '../rehearsal-room.ts';
import { answeringSeat } from './answering-seat.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const texts = [{ language: 'en', title: 'The crossing', text: 'It opens twice a day.' }];
const put = { texts, parties: [PARTIES.north, PARTIES.south], respondBy: undefined };
const never = bytes(16, 0x99) as EntryId;

/** A text put to North and South, with the secrets of both devices. */
function table(respondBy?: number) {
  const all = rehearse({}, ['ada', 'nils', 'nora', 'sara']);
  const { entry: proposal } = all.post('ada', 'mediators-proposal', { ...put, respondBy });
  const secrets = new Map<SeatName, Uint8Array>();
  const view = () => all.room.proposals.byEntry[idText(proposal)] ?? expect.fail('no such proposal');
  const give = (by: SeatName, step: Uint8Array) => all.post(by, 'proposal-step', { proposal, step }).applied;
  const party = (by: SeatName) => PARTIES[SEATS[by].party];
  return {
    ...all,
    proposal,
    view,
    give,
    key(by: SeatName) {
      const { step, secret } = giveKey(view().round, party(by), random);
      secrets.set(by, secret);
      return give(by, step);
    },
    answer: (by: SeatName, yes: boolean) => give(by, giveAnswer(view().round, party(by), { yes }, random)),
    blind: (by: SeatName) => give(by, giveBlind(view().round, party(by), random)),
    decrypt: (by: SeatName) => give(by, giveDecryption(view().round, party(by), secrets.get(by) as Uint8Array, random)),
  };
}

function play(nils: boolean, sara: boolean) {
  const all = table();
  for (const by of ['nils', 'sara'] as const) all.key(by);
  all.answer('nils', nils);
  all.answer('sara', sara);
  for (const by of ['nils', 'sara'] as const) all.blind(by);
  for (const by of ['nils', 'sara'] as const) all.decrypt(by);
  return all;
}

describe("putting a mediator's proposal", () => {
  test('[AND-1] is for the secretariat, and to all that sit here without it', () => {
    const { refusal } = rehearse();
    expect(refusal('ada', 'mediators-proposal', put)).toBeUndefined();
    expect(refusal('nils', 'mediators-proposal', put)).toBe('NOT_THE_SECRETARIAT');
    for (const parties of [
      [PARTIES.south, PARTIES.north],
      [PARTIES.north, PARTIES.east],
      [PARTIES.north, PARTIES.north],
      [PARTIES.secretariat, PARTIES.north, PARTIES.south],
    ]) {
      expect(refusal('ada', 'mediators-proposal', { ...put, parties })).toBe('OTHER_PARTIES');
    }
  });

  test('is deniable, and so is what follows', () => {
    const { refusal } = rehearse({ rule: 'on the record' });
    const onRecord = author('ada', { attribution: 'on the record', onRecord: true });
    expect(refusal(onRecord, 'mediators-proposal', put)).toBe('ATTRIBUTION_NOT_ALLOWED');
    expect(refusal(onRecord, 'proposal-ended', { proposal: never, at: 0 })).toBe('ATTRIBUTION_NOT_ALLOWED');
  });

  test('so many at a time, and no more', () => {
    const { post, refusal } = rehearse();
    for (let at = 0; at < PENDING_PROPOSALS_MAX; at++) post('ada', 'mediators-proposal', put);
    expect(refusal('ada', 'mediators-proposal', put)).toBe('TOO_MANY_PENDING');
  });
});

describe("the steps of a mediator's proposal", () => {
  test.each([
    [true, true, 'accepted'],
    [true, false, 'not-accepted'],
    [false, false, 'not-accepted'],
  ] as const)('[AND-9] %s and %s: %s, in one line', (nils, sara, outcome) => {
    const { view, room, proposal } = play(nils, sara);
    expect(view().round.kind).toBe(outcome);
    expect(room.proposals.pending).toEqual([]);
    const lines = room.timeline.filter((item) => item.kind === 'entry' && item.about === idText(proposal));
    expect(lines).toMatchObject([
      { name: 'mediators-proposal' },
      { name: 'proposal-step', position: view().settledAt },
    ]);
  });

  test('[AND-8] what is twice, too early, too late or by others is skipped', () => {
    const all = table();
    const early = giveKey(all.view().round, PARTIES.south, random).step;
    expect(all.key('nils')).toEqual({ kind: 'applied' });
    expect(all.give('nils', early)).toMatchObject({ code: 'NOTHING_CHANGED' });
    expect(all.give('ada', early)).toMatchObject({ code: 'NOT_ASKED' });
    expect(all.key('sara')).toEqual({ kind: 'applied' });
    expect(all.give('sara', early)).toMatchObject({ code: 'WRONG_STATE' });
    expect(all.post('sara', 'proposal-step', { proposal: never, step: early }).applied).toMatchObject({
      code: 'NO_SUCH_ENTRY',
    });
    expect(all.view().round).toMatchObject({ kind: 'awaiting', step: 'answer' });
  });

  test('[AND-8] bytes that are none break the round, by their party', () => {
    const all = table();
    expect(all.give('sara', bytes(9, 9))).toEqual({ kind: 'applied' });
    expect(all.view().round).toMatchObject({ kind: 'broken', party: PARTIES.south, step: 'key', why: 'not-a-step' });
    expect(all.room.proposals.pending).toEqual([]);
    expect(all.give('nils', bytes(9, 9))).toMatchObject({ code: 'WRONG_STATE' });
  });

  test('[AND-13] the seat that gave the key gives the rest', () => {
    const all = table();
    expect(answeringSeat(all.room, all.view(), idText(PARTIES.north))).toBe(idText(SEATS.nils.seat));
    expect(all.key('nora')).toEqual({ kind: 'applied' });
    all.key('sara');
    expect(answeringSeat(all.room, all.view(), idText(PARTIES.north))).toBe(idText(SEATS.nora.seat));
    expect(all.answer('nils', false)).toMatchObject({ code: 'ANOTHER_SEAT_ANSWERS' });
    expect(all.answer('nora', true)).toEqual({ kind: 'applied' });
  });

  test('[AND-13] who would give the key is gone: the next one would', () => {
    const all = table();
    all.handshake(charterOf(['ada', 'nora', 'sara'], {}, { generation: 1 }));
    expect(answeringSeat(all.room, all.view(), idText(PARTIES.north))).toBe(idText(SEATS.nora.seat));
  });

  test('a projection that was put away in the middle goes on', () => {
    const all = table();
    all.key('nils');
    const restored = restoreProjection(snapshotProjection(all.room));
    expect(restored?.proposals).toEqual(all.room.proposals);
  });
});

describe("the end of a mediator's proposal", () => {
  const ended = (all: Pick<Rehearsal, 'refusal'> & { proposal: EntryId }, by: SeatName, at = 0) =>
    all.refusal(by, 'proposal-ended', { proposal: all.proposal, at });

  test('[AND-14] is for who put it, or a steward; for a party that was asked only after its time', () => {
    const all = table(5_000);
    expect(ended(all, 'ada')).toBeUndefined();
    expect(ended(all, 'nils', 4_999)).toBe('NOT_THE_AUTHOR');
    expect(ended(all, 'nils', 5_000)).toBeUndefined();
    expect(ended(table(), 'nils', 9_999)).toBe('NOT_THE_AUTHOR');
  });

  test('[AND-14] a step that comes after it is skipped by everyone, and so is another end', () => {
    const all = table();
    all.key('nils');
    expect(all.post('ada', 'proposal-ended', { proposal: all.proposal, at: 0 }).applied).toEqual({ kind: 'applied' });
    expect(all.view().ended).toMatchObject({ seat: idText(SEATS.ada.seat) });
    expect(all.key('sara')).toMatchObject({ code: 'WRONG_STATE' });
    expect(ended(all, 'ada')).toBe('WRONG_STATE');
    expect(all.room.proposals.pending).toEqual([]);
  });

  test('[AND-14] nothing ends what is settled', () => {
    const all = play(true, false);
    expect(ended(all, 'ada')).toBe('WRONG_STATE');
  });
});

describe('who does not have the whole record', () => {
  test('[RECORD-7] is told once that there was a proposal, however many steps follow', () => {
    const all = assemble(['ada', 'nils', 'nora', 'sara']);
    const { entry: proposal } = all.whole.post('ada', 'mediators-proposal', put);
    const [newcomer] = all.admit();
    const { step } = giveKey(
      all.whole.room.proposals.byEntry[idText(proposal)]?.round ?? expect.fail(),
      PARTIES.north,
      random,
    );
    all.post('nils', { kind: 'proposal-step', content: { proposal, step } });
    const other = giveKey(
      all.whole.room.proposals.byEntry[idText(proposal)]?.round ?? expect.fail(),
      PARTIES.south,
      random,
    );
    all.post('sara', { kind: 'proposal-step', content: { proposal, step: other.step } });
    expect(newcomer?.room.proposals.order).toEqual([]);
    expect(Object.values(newcomer?.room.unread.byEntry ?? {})).toMatchObject([{ about: idText(proposal) }]);
    all.post('ada', { kind: 'proposal-ended', content: { proposal, at: 0 } });
    expect(Object.values(newcomer?.room.unread.byEntry ?? {})).toHaveLength(2);
  });

  test('a step whose author cannot be verified is followed, and shown as that', () => {
    const all = table();
    const { step } = giveKey(all.view().round, PARTIES.north, random);
    all.post(author('nils', { authenticity: 'not-verifiable' }), 'proposal-step', { proposal: all.proposal, step });
    expect(all.view().isVerified).toBe(false);
  });

  test('[RECORD-6] a proposal is shredded with the words of its time', () => {
    const all = rehearse({ rule: 'off the record', retentionDays: 30 });
    const { entry: proposal } = all.post('ada', 'mediators-proposal', put);
    all.post('ada', 'statement', { text: 'Later.', language: 'en', inReplyTo: undefined, conveyance: undefined });
    all.post('ada', 'shredding', { before: 2 as never });
    expect(all.room.proposals).toEqual({ order: [], byEntry: {}, pending: [] });
    expect(all.refusal('nils', 'proposal-step', { proposal, step: bytes(9, 9) })).toBe('NO_SUCH_ENTRY');
  });
});
