import { expect, test } from 'vitest';
import { toHex } from '../../base/text-encodings.ts';
import { sealConsent } from '../../protocol/disclosure/consent-seal.ts';
import { rosterDigest, successorRoster } from '../../protocol/disclosure/roster.ts';
import { bytes, PARTIES, type Rehearsal, rehearse, type SeatName } from '../../records/rehearsal-room.ts';
import {
  consentKey,
  disclosureOf,
  type Holder,
  NILS,
  openRoster,
  propose,
  rosterOf,
  SARA,
} from '../../records/rehearsal-roster.ts';
import { awaitsMe } from './awaits-me.ts';
import { myPart, refusalEnds } from './my-part.ts';
import { seenBy } from './seen-by.ts';
import { spaceProgress } from './space-progress.ts';

const HOLDERS = [NILS, SARA];
const [NORTH, SOUTH] = ['11', '12'].map((byte) => byte.repeat(16));
const blind = bytes(32, 1);
const signature = bytes(64, 1);

const asked = ({ room }: Rehearsal, name: SeatName, hasKey = false) =>
  awaitsMe(seenBy(room, name, hasKey)).map(({ kind }) => kind);
const offer = ({ post }: Rehearsal, ...holders: readonly Holder[]) => {
  for (const holder of holders) post(holder.name, 'roster-offer', { consentKey: consentKey(holder) });
};
const draft = ({ post }: Rehearsal) => {
  const roster = rosterOf(HOLDERS, 2);
  post('ada', 'roster-draft', { roster, parties: HOLDERS.map(({ party }) => PARTIES[party]) });
  return roster;
};
const put = (rehearsal: Rehearsal) => {
  const digest = propose(rehearsal, disclosureOf(openRoster(rehearsal, HOLDERS, 2), 'We met.'));
  return { digest, view: () => rehearsal.room.disclosures.byDigest[toHex(digest)] as never };
};
const consent = ({ post }: Rehearsal, disclosure: Uint8Array, holder: Holder) =>
  post(holder.name, 'disclosure-consent', {
    disclosure,
    index: HOLDERS.indexOf(holder),
    seal: sealConsent(blind, signature),
  });
const release = ({ post }: Rehearsal, disclosure: Uint8Array) => {
  for (const { name } of HOLDERS) {
    const index = HOLDERS.findIndex((one) => one.name === name);
    post(name, 'consent-reveal', { disclosure, index, blind, signature });
  }
  for (const { name } of HOLDERS) {
    const index = HOLDERS.findIndex((one) => one.name === name);
    post(name, 'disclosure-release', { disclosure, index, release: bytes(32, 5), signature });
  }
};

test('in a room where nobody has begun, nothing is asked of anybody; who may begin, can', () => {
  const rehearsal = rehearse();
  expect(asked(rehearsal, 'nils')).toEqual([]);
  expect(spaceProgress(seenBy(rehearsal.room, 'nils'))).toEqual({
    step: 'keys',
    awaited: [NORTH, SOUTH],
    mine: ['make-key'],
  });
  expect(spaceProgress(seenBy(rehearsal.room, 'nora')).mine).toEqual([]);
});

test('once a party has made its key, the others are asked for theirs, then for the list and its signatures', () => {
  const rehearsal = rehearse();
  offer(rehearsal, NILS);
  expect(asked(rehearsal, 'nils', true)).toEqual([]);
  expect(asked(rehearsal, 'sara')).toEqual(['make-key']);
  expect(asked(rehearsal, 'nora')).toEqual([]);
  offer(rehearsal, SARA);
  expect(spaceProgress(seenBy(rehearsal.room, 'ada'))).toEqual({ step: 'list', awaited: [], mine: ['draft'] });

  const roster = draft(rehearsal);
  expect(asked(rehearsal, 'nils', true)).toEqual(['sign-list']);
  // Who has come back without the key cannot sign with it.
  expect(asked(rehearsal, 'nils')).toEqual([]);
  for (const { name } of HOLDERS) {
    const index = HOLDERS.findIndex((one) => one.name === name);
    rehearsal.post(name, 'roster-signature', { digest: rosterDigest(roster), as: 'member', index, signature });
  }
  expect(asked(rehearsal, 'nils', true)).toEqual([]);
  expect(spaceProgress(seenBy(rehearsal.room, 'ada'))).toEqual({
    step: 'opening',
    awaited: [],
    mine: ['draft', 'open'],
  });
});

test('another list waits for those whom the one in force asks, though they are not on it', () => {
  const rehearsal = rehearse();
  const { room, post } = rehearsal;
  const consentKeys = [{ key: consentKey(NILS), label: undefined }];
  const roster = successorRoster(openRoster(rehearsal, HOLDERS, 2), { consentKeys, quorum: 1 });
  offer(rehearsal, ...HOLDERS);
  post('ada', 'roster-draft', { roster, parties: [PARTIES.north] });
  const digest = rosterDigest(roster);
  const signed = (name: SeatName, as: 'member' | 'predecessor', index: number) =>
    post(name, 'roster-signature', { digest, as, index, signature });
  signed('nils', 'member', 0);
  signed('nils', 'predecessor', 0);
  expect(spaceProgress(seenBy(room, 'ada'))).toMatchObject({ step: 'signatures', awaited: [SOUTH], mine: ['draft'] });
  expect(asked(rehearsal, 'sara', true)).toEqual(['sign-list']);
  signed('sara', 'predecessor', 1);
  expect(spaceProgress(seenBy(room, 'ada'))).toMatchObject({ step: 'opening', mine: ['draft', 'open'] });
});

test('off the record, nothing is ever asked', () => {
  const rehearsal = rehearse({ rule: 'off the record' });
  expect(asked(rehearsal, 'nils')).toEqual([]);
  expect(spaceProgress(seenBy(rehearsal.room, 'nils')).mine).toEqual([]);
});

test('a text asks the holders of its parties, and nobody else, until they have answered', () => {
  const rehearsal = rehearse();
  const { digest, view } = put(rehearsal);
  expect(asked(rehearsal, 'nils', true)).toEqual(['consent']);
  expect(asked(rehearsal, 'nora', true)).toEqual([]);
  expect(myPart(seenBy(rehearsal.room, 'nora'), view()).why).toBe('not a holder');
  expect(myPart(seenBy(rehearsal.room, 'nils'), view()).why).toBe('key elsewhere');
  expect(myPart(seenBy(rehearsal.room, 'ada'), view())).toMatchObject({ why: undefined, canWithdraw: true });

  consent(rehearsal, digest, NILS);
  expect(asked(rehearsal, 'nils', true)).toEqual([]);
  expect(myPart(seenBy(rehearsal.room, 'nils', true), view())).toMatchObject({
    answer: 'consented',
    canConsent: false,
    canRefuse: false,
  });
  rehearsal.post('sara', 'disclosure-refusal', { disclosure: digest, reason: '' });
  expect(asked(rehearsal, 'sara', true)).toEqual([]);
  // The text is refused: with two of two needed, one no ends it.
  expect(myPart(seenBy(rehearsal.room, 'sara', true), view())).toMatchObject({ answer: 'refused', canConsent: false });
});

test('what was released waits for a holder to publish it', () => {
  const rehearsal = rehearse();
  const { digest } = put(rehearsal);
  for (const holder of HOLDERS) consent(rehearsal, digest, holder);
  expect(asked(rehearsal, 'nils', true)).toEqual([]);
  release(rehearsal, digest);
  expect(asked(rehearsal, 'nils', true)).toEqual(['publish']);
  // It claims nothing, so a steward who holds no share can hand it over as well.
  expect(asked(rehearsal, 'ada')).toEqual(['publish']);
  expect(asked(rehearsal, 'nora')).toEqual([]);
});

test('the key of another holder of the party is not this one’s', () => {
  const rehearsal = rehearse();
  offer(rehearsal, NILS);
  const { view } = put(rehearsal);
  const nils = seenBy(rehearsal.room, 'nils', true);
  const offered = rehearsal.room.rosters.offers[NORTH as string];
  expect(myPart(nils, view()).canConsent).toBe(true);
  if (offered !== undefined) offered.seat = 'ff'.repeat(16);
  expect(myPart(nils, view())).toMatchObject({ canConsent: false, canRefuse: true, why: 'key elsewhere' });
});

test('a refusal ends a text as soon as too few are left who could consent, and not before', () => {
  const both = rehearse();
  const text = put(both);
  expect(refusalEnds(seenBy(both.room, 'nils', true), text.view())).toBe(true);

  const either = rehearse();
  const digest = propose(either, disclosureOf(openRoster(either, HOLDERS, 1), 'We met.'));
  const view = () => either.room.disclosures.byDigest[toHex(digest)] as never;
  expect(refusalEnds(seenBy(either.room, 'nils', true), view())).toBe(false);
  either.post('sara', 'disclosure-refusal', { disclosure: digest, reason: '' });
  expect(refusalEnds(seenBy(either.room, 'nils', true), view())).toBe(true);
});
