import { describe, expect, test } from 'vitest';
import { type EntryId, idText, type Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { successorRoster } from '../../protocol/disclosure/roster.ts';
import type { Author } from '../author.ts';
import { restoreProjection, snapshotProjection } from '../projection.ts';
import type { ContentOf, EntryContent, KindName } from '../registry.ts';
import { type Assembly, assemble, type Newcomer } from '../rehearsal-newcomer.ts';
import { author, bytes, PARTIES, type Posted, rehearse, type SeatName } from '../rehearsal-room.ts';
import { consentKey, disclosureOf, NILS, openRoster, rosterOf, SARA, signed } from '../rehearsal-roster.ts';
import { isRosterDue } from '../roster/roster-due.ts';
import { missItem } from './may-be-unread.ts';

const EVERYONE = ['ada', 'nils', 'nora', 'sara'] as const;
const language = 'en';
const said = (text: string, inReplyTo?: EntryId) => ({ text, language, inReplyTo, conveyance: undefined });
const clock = { local: '2026-11-24T09:30', zone: 'UTC', instant: 5 };
const schedule = { title: 'Round', purpose: '', start: clock, end: clock, place: '', agenda: [] };
const never = bytes(16, 0x99) as EntryId;

interface Scene extends Assembly {
  readonly newcomer: Newcomer;
}

/** Something was said by each, and then somebody came who reads from now on. */
function scene(before: (assembly: Assembly) => void): Scene {
  const assembly = assemble(EVERYONE);
  before(assembly);
  const [newcomer] = assembly.admit();
  return { ...assembly, newcomer: newcomer as Newcomer };
}

/** What became of an entry, with the whole record and without. */
function outcomes<Name extends KindName>(
  { post }: Assembly,
  by: SeatName | Author,
  kind: Name,
  content: ContentOf<Name>,
  signatures?: 'broken',
): readonly [string, string] {
  const { applied, newcomers } = post(by, { kind, content } as unknown as EntryContent, signatures);
  const say = (one: typeof applied | undefined) => (one?.kind === 'refused' ? one.code : 'applied');
  return [say(applied), say(newcomers[0])];
}

const BOTH = ['applied', 'applied'] as const;

describe('what is said to a newcomer', () => {
  test('[RECORD-7] where it begins to read is in its projection, and 0 for everybody else', () => {
    const { whole, newcomer } = scene(({ whole: { post } }) => post('nils', 'statement', said('Before.')));
    expect(whole.room.room.readsFromPosition).toBe(0);
    expect(newcomer.room.room.readsFromPosition).toBe(2);
    expect(restoreProjection(snapshotProjection(newcomer.room))?.room.readsFromPosition).toBe(2);
  });

  test('[RECORD-7] a reply to what it cannot read is a statement whose question is not here', () => {
    let question = never;
    const all = scene(({ whole: { post } }) => {
      question = post('nils', 'statement', said('Before.')).entry;
    });
    expect(outcomes(all, 'sara', 'statement', said('To that.', question))).toEqual(BOTH);
    const { statements, entries } = all.newcomer.room;
    const reply = statements.byEntry[statements.order[0] ?? ''];
    expect(reply).toMatchObject({ text: 'To that.', inReplyTo: idText(question) });
    expect(entries[reply?.inReplyTo ?? '']).toBeUndefined();
  });

  test('[RECORD-7] [REACT-1] a reaction to what it cannot read is applied, and shown nowhere', () => {
    let about = never;
    const all = scene(({ whole: { post } }) => {
      about = post('nils', 'statement', said('Before.')).entry;
    });
    const lines = all.newcomer.room.timeline.length;
    expect(outcomes(all, 'sara', 'reaction', { about, what: 'agree' })).toEqual(BOTH);
    expect(all.whole.room.reactions.byAbout[idText(about)]?.bySeat).not.toEqual({});
    expect(all.newcomer.room.reactions.byAbout).toEqual({});
    expect(all.newcomer.room.timeline).toHaveLength(lines);
  });

  test('[RECORD-7] those who have the whole record skip a reference to what never was', () => {
    const all = scene(() => {});
    const [refused] = outcomes(all, 'sara', 'statement', said('To nothing.', never));
    expect(refused).toBe('NO_SUCH_ENTRY');
    expect(outcomes(all, 'nora', 'idea-argument', { idea: never, side: 'for', text: 'As', language })[0]).toBe(
      'NO_SUCH_ENTRY',
    );
    expect(all.whole.room.unread).toEqual({ byEntry: {}, byAbout: {} });
  });

  test('[RECORD-7] an argument about an idea from before is shown, and can be taken back', () => {
    let idea = never;
    const all = scene(({ whole: { post } }) => {
      idea = post('nils', 'idea', { title: 'Tea', text: '', language }).entry;
    });
    const content = { idea, side: 'for' as const, text: 'Never wrong.', language };
    const argument = all.post('sara', { kind: 'idea-argument', content });
    const { unread } = all.newcomer.room;
    expect(unread.byAbout[idText(idea)]).toEqual([idText(argument.entry)]);
    expect(unread.byEntry[idText(argument.entry)]).toMatchObject({ text: 'Never wrong.', says: 'for' });
    expect(outcomes(all, 'nora', 'withdrawal', { entry: argument.entry })).toEqual([
      'NOT_THE_AUTHOR',
      'NOT_THE_AUTHOR',
    ]);
    expect(outcomes(all, 'sara', 'withdrawal', { entry: argument.entry })).toEqual(BOTH);
    expect(unread.byEntry[idText(argument.entry)]).toMatchObject({ text: '' });
  });

  test('[RECORD-7] other words for a statement from before leave with it, at its author’s word alone', () => {
    let statement = never;
    const all = scene(({ whole: { post } }) => {
      statement = post('nils', 'statement', said('Before.')).entry;
    });
    expect(outcomes(all, 'nils', 'amendment', { statement, text: 'Rather.', language, conveyance: undefined })).toEqual(
      BOTH,
    );
    const views = () => Object.values(all.newcomer.room.unread.byEntry).map(({ text }) => text);
    expect(outcomes(all, 'sara', 'withdrawal', { entry: statement })[0]).toBe('NOT_THE_AUTHOR');
    expect(views()).toEqual(['Rather.', '']);
    expect(outcomes(all, 'nils', 'withdrawal', { entry: statement })).toEqual(BOTH);
    expect(views()).toEqual(['', '', '']);
  });

  test('[RECORD-7] a meeting that is revised is known from then on, with all that is told of it', () => {
    let meeting = never;
    const all = scene(({ whole: { post } }) => {
      meeting = post('nils', 'meeting', schedule).entry;
    });
    expect(outcomes(all, 'nils', 'meeting-revision', { meeting, schedule: { ...schedule, place: 'Lisbon' } })).toEqual(
      BOTH,
    );
    const view = () => all.newcomer.room.meetings.byEntry[idText(meeting)];
    expect(view()).toMatchObject({ place: 'Lisbon', proposedBy: null, state: { kind: 'planned' } });
    const backwards = { ...schedule, end: { ...clock, instant: 1 } };
    const refused = ['ENDS_BEFORE_IT_STARTS', 'ENDS_BEFORE_IT_STARTS'];
    expect(outcomes(all, 'nils', 'meeting-revision', { meeting, schedule: backwards })).toEqual(refused);
    expect(outcomes(all, 'ada', 'meeting-outcome', { meeting, outcome: 'held', note: '' })).toEqual(BOTH);
    expect(outcomes(all, 'nils', 'minutes', { meeting, text: 'It was.', language })).toEqual([
      'NOT_THE_STEWARD',
      'NOT_THE_STEWARD',
    ]);
    expect(outcomes(all, 'ada', 'minutes', { meeting, text: 'It was.', language })).toEqual(BOTH);
    expect(view()).toMatchObject({ state: { kind: 'held' }, minutes: [{ text: 'It was.' }] });
  });

  test('[RECORD-7] outcome and minutes of a meeting that it never heard of are shown by themselves', () => {
    let meeting = never;
    const all = scene(({ whole: { post } }) => {
      meeting = post('nils', 'meeting', schedule).entry;
    });
    expect(outcomes(all, 'nils', 'meeting-outcome', { meeting, outcome: 'held', note: 'At last.' })).toEqual(BOTH);
    expect(outcomes(all, 'ada', 'minutes', { meeting, text: 'It was.', language })).toEqual(BOTH);
    expect(Object.values(all.newcomer.room.unread.byEntry)).toMatchObject([
      { about: idText(meeting), text: 'At last.', says: 'held' },
      { about: idText(meeting), text: 'It was.' },
    ]);
  });

  test('[RECORD-7] where an undertaking from before stands, and that something was carried', () => {
    let undertaking = never;
    const all = scene(({ whole: { post } }) => {
      const content = { party: PARTIES.north, what: 'Open the sluice', byWhen: undefined, howVerified: '' };
      undertaking = post('nils', 'undertaking', content).entry;
    });
    const update = { undertaking, status: 'kept' as const, note: 'Since Monday.' };
    expect(outcomes(all, 'nora', 'undertaking-update', update)).toEqual(BOTH);
    expect(Object.values(all.newcomer.room.unread.byEntry)).toMatchObject([{ says: 'kept', text: 'Since Monday.' }]);
    let word = never;
    const other = scene(({ whole: { post } }) => {
      word = post('nils', 'statement', said('Before.')).entry;
    });
    expect(outcomes(other, 'ada', 'transfer-note', { entry: word })).toEqual(BOTH);
    expect(other.newcomer.room.transfers.notes).toMatchObject([{ carried: idText(word) }]);
  });

  test('[RECORD-7] what it knows it judges as strictly as anybody', () => {
    const all = scene(() => {});
    const { entry } = all.post('nils', { kind: 'statement', content: said('Since.') });
    for (const [by, kind, content, code] of [
      ['sara', 'amendment', { statement: entry, text: 'No.', language, conveyance: undefined }, 'NOT_THE_AUTHOR'],
      ['sara', 'idea-argument', { idea: entry, side: 'for', text: 'No.', language }, 'NO_SUCH_ENTRY'],
      ['sara', 'minutes', { meeting: never, text: 'No.', language }, 'NOT_THE_STEWARD'],
      ['emma', 'statement', said('No.', never), 'SEAT_NOT_PRESENT'],
      [author('sara', { party: PARTIES.north }), 'statement', said('No.', never), 'NOT_YOUR_PARTY'],
      [author('sara', { authenticity: 'forged' }), 'statement', said('No.', never), 'FORGED'],
      ['sara', 'statement', { ...said('No.', never), conveyance: 'hold' }, 'NOT_A_CAUCUS'],
      ['nora', 'disclosure-refusal', { disclosure: bytes(32, 9), reason: '' }, 'NOT_A_CONSENT_HOLDER'],
    ] as const) {
      expect(outcomes(all, by, kind, content as never), kind).toEqual([code, code]);
    }
  });
});

describe('a disclosure to a newcomer', () => {
  const roster = rosterOf([NILS, SARA], 2);
  const opening = {
    slug: 'water-talks',
    signedRoster: signed(roster),
    parties: [PARTIES.north, PARTIES.south],
  };
  const proposal = (text: string, claimed: readonly Posted[] = []) => ({
    disclosure: disclosureOf(roster, text, claimed),
    entries: claimed.map(({ entry }) => entry),
    respondBy: undefined,
  });
  const withSpace = (also: (assembly: Assembly) => void = () => {}) =>
    scene((assembly) => {
      openRoster(assembly.whole, [NILS, SARA], 2);
      also(assembly);
    });

  test('[RECORD-7] the roster said again reaches it, and changes nothing for the others', () => {
    const all = withSpace();
    all.whole.post('nora', 'disclosure-proposal', proposal('Before.'));
    const before = all.whole.room.rosters.opened;
    expect(outcomes(all, 'ada', 'roster-opened', opening)).toEqual(BOTH);
    expect(all.whole.room.rosters.opened).toHaveLength(1);
    expect(all.whole.room.rosters.opened[0]).toMatchObject({ ...before[0], saidInEpoch: expect.any(Number) });
    expect(all.whole.room.disclosures.pending).toHaveLength(1);
    expect(all.newcomer.room.rosters.opened[0]?.digest).toBe(before[0]?.digest);
  });

  test('[RECORD-7] [ROSTER-1] it takes a roster only with the signatures of all of its keys', () => {
    const all = withSpace();
    const broken = { ...opening, signedRoster: { ...opening.signedRoster, signatures: [bytes(64, 7), bytes(64, 8)] } };
    expect(outcomes(all, 'ada', 'roster-opened', broken, 'broken')).toEqual(['OTHER_ROSTER', 'BAD_SIGNATURE']);
    expect(all.newcomer.room.rosters.opened).toEqual([]);
  });

  test('[RECORD-7] from then on it follows a round as everybody does', () => {
    const all = withSpace();
    all.post('ada', { kind: 'roster-opened', content: opening });
    const content = proposal('Talks are held.');
    expect(outcomes(all, 'nora', 'disclosure-proposal', content)).toEqual(BOTH);
    const disclosure = all.whole.room.disclosures.pending[0] ?? '';
    const digest = Uint8Array.from(disclosure.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(outcomes(all, 'nils', 'disclosure-consent', { disclosure: digest, index: 0, seal: bytes(32, 5) })).toEqual(
      BOTH,
    );
    expect(all.newcomer.room.disclosures).toEqual(all.whole.room.disclosures);
    expect(all.newcomer.room.disclosures.byDigest[disclosure]?.state).toMatchObject({
      awaited: [idText(PARTIES.south)],
    });
  });

  test('[RECORD-7] what was proposed before the roster came is followed, if nobody had answered', () => {
    const all = withSpace();
    expect(outcomes(all, 'nora', 'disclosure-proposal', proposal('Talks are held.'))).toEqual(BOTH);
    expect(all.newcomer.room.disclosures.order).toEqual([]);
    all.post('ada', { kind: 'roster-opened', content: opening });
    expect(all.newcomer.room.disclosures.byDigest).toEqual(all.whole.room.disclosures.byDigest);
    expect(all.newcomer.room.disclosures.pending).toHaveLength(1);
  });

  test('[RECORD-7] a step of a round from before is shown, and moves nothing', () => {
    const content = proposal('Talks are held.');
    const all = withSpace(({ whole }) => whole.post('nora', 'disclosure-proposal', content));
    all.post('ada', { kind: 'roster-opened', content: opening });
    const disclosure = all.whole.room.disclosures.order[0] ?? '';
    const digest = Uint8Array.from(disclosure.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(outcomes(all, 'sara', 'disclosure-refusal', { disclosure: digest, reason: 'Too soon.' })).toEqual(BOTH);
    expect(outcomes(all, 'nils', 'disclosure-consent', { disclosure: digest, index: 1, seal: bytes(32, 5) })).toEqual([
      'WRONG_STATE',
      'WRONG_INDEX',
    ]);
    expect(Object.values(all.newcomer.room.unread.byEntry)).toMatchObject([{ about: disclosure, text: 'Too soon.' }]);
    expect(all.newcomer.room.disclosures.order).toEqual([]);
  });

  test('[RECORD-7] a text that claims what it cannot read is shown, not followed: it could not audit that', () => {
    let claimed: Posted | undefined;
    const all = withSpace(({ whole: { post } }) => {
      claimed = post('nils', 'statement', said('Before.'));
    });
    all.post('ada', { kind: 'roster-opened', content: opening });
    expect(outcomes(all, 'nora', 'disclosure-proposal', proposal('As was said.', [claimed as Posted]))).toEqual(BOTH);
    expect(all.newcomer.room.disclosures.pending).toEqual([]);
    expect(Object.values(all.newcomer.room.unread.byEntry)).toMatchObject([{ text: 'An update\n\nAs was said.' }]);
  });

  test('[RECORD-7] [ROSTER-2] the roster that it was given decides who endorses the next', () => {
    const all = withSpace();
    all.post('ada', { kind: 'roster-opened', content: opening });
    const next = successorRoster(roster, { consentKeys: roster.consentKeys, quorum: 1 });
    const draft = { roster: next, parties: [PARTIES.north, PARTIES.south] };
    all.whole.post('nils', 'roster-offer', { consentKey: consentKey(NILS) });
    all.whole.post('sara', 'roster-offer', { consentKey: consentKey(SARA) });
    expect(outcomes(all, 'ada', 'roster-draft', draft)).toEqual(BOTH);
    expect(all.newcomer.room.rosters.draft?.digest).toBe(all.whole.room.rosters.draft?.digest);
    const successor = (indices: readonly number[]) => ({
      ...opening,
      signedRoster: signed(
        next,
        indices.map((index) => ({ index, signature: bytes(64, index) })),
      ),
    });
    expect(outcomes(all, 'ada', 'roster-opened', successor([0]))).toEqual(['NOT_ENDORSED', 'NOT_ENDORSED']);
    expect(outcomes(all, 'ada', 'roster-opened', successor([0, 1]))).toEqual(BOTH);
    expect(all.newcomer.room.rosters.opened.at(-1)).toEqual(all.whole.room.rosters.opened.at(-1));
  });

  test('[RECORD-7] it is due to whoever cannot read it, once, from who vouched for them', () => {
    const { room } = withSpace().whole;
    const { ada, nils } = { ada: bytes(16, 0x20), nils: bytes(16, 0x21) };
    expect(isRosterDue(room, ada as never)).toBe(false);
    const view = room.room.seats[toHex(nils)];
    Object.assign(view ?? {}, { readsFrom: 1 });
    expect(isRosterDue(room, ada as never)).toBe(true);
    expect(isRosterDue(room, nils as never)).toBe(false);
    Object.assign(room.rosters.opened[0] ?? {}, { saidInEpoch: 1 });
    expect(isRosterDue(room, ada as never)).toBe(false);
  });
});

describe('who comes back, or forgets', () => {
  test('[RECORD-7] a seat that missed a stretch takes what was said of things from before it as it comes', () => {
    const { room, post } = rehearse();
    const { entry: meeting } = post('nils', 'meeting', schedule);
    missItem(room, 2);
    expect(room.room.readsFromPosition).toBe(3);
    expect(post('ada', 'minutes', { meeting, text: 'It was.', language }).applied.kind).toBe('applied');
    expect(Object.values(room.unread.byEntry)).toMatchObject([{ about: idText(meeting), text: 'It was.' }]);
    // Who said it does not change.
    expect(post('sara', 'meeting-outcome', { meeting, outcome: 'held', note: '' }).applied).toMatchObject({
      code: 'NOT_THE_STEWARD',
    });
  });

  test('[RECORD-6] [RECORD-7] after a shredding everybody takes an answer to what is forgotten', () => {
    const all = assemble(EVERYONE, { rule: 'off the record', retentionDays: 30 });
    const { entry } = all.whole.post('nils', 'statement', said('Before.'));
    const { entry: idea } = all.whole.post('nils', 'idea', { title: 'Tea', text: '', language });
    const [newcomer] = all.admit() as [Newcomer];
    const upTo = (position: number) => ({ before: position as Position });
    all.post('nora', { kind: 'idea-argument', content: { idea, side: 'for', text: 'SECRET', language } });
    expect(outcomes(all, 'sara', 'shredding', upTo(3))).toEqual(BOTH);
    for (const { room } of [all.whole, newcomer]) {
      // What was said of something goes with it.
      expect(new TextDecoder('latin1').decode(snapshotProjection(room))).not.toContain('SECRET');
    }
    expect(outcomes(all, 'sara', 'statement', said('To that.', entry))).toEqual(BOTH);
    expect(outcomes(all, 'sara', 'idea-argument', { idea, side: 'for', text: 'Still.', language })).toEqual(BOTH);
    expect(newcomer.room.unread).toEqual(all.whole.room.unread);
    expect(outcomes(all, 'nora', 'statement', said('Good night.'))).toEqual(BOTH);
    expect(outcomes(all, 'sara', 'shredding', upTo(8))).toEqual(BOTH);
    expect(all.whole.room.unread).toEqual({ byEntry: {}, byAbout: {} });
  });
});
