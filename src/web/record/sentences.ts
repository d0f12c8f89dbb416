import type { KindName } from '../../records/registry.ts';
import { spanAt } from '../../records/rules/rules-in-force.ts';
import type { UndertakingStatus } from '../../records/undertaking/undertaking-slice.ts';
import { calendarDay, onTheWall } from '../design/moments.ts';
import { isolated } from '../messages/isolated.ts';
import { m } from '../messages/messages.ts';
import { proposalSentences } from './proposal-sentences.ts';
import { publicationSentences } from './publication-sentences.ts';
import { inProcess, inRecord, inRoom, partyOf, quoted, type Telling, type Told, whoOf } from './telling.ts';

export type Sentences<Name extends string> = { readonly [Kind in Name]: (of: Telling) => Told };

type PublicationKind = keyof typeof publicationSentences;

/** One sentence for each kind of entry. Statements and texts put forward are set as documents instead, where there is room. */
export const ENTRY_SENTENCES: Sentences<KindName> = {
  ...(publicationSentences satisfies Sentences<PublicationKind>),
  ...proposalSentences,

  statement: (of) => ({ text: m.record.by.statement({ who: by(of) }) }),
  question: (of) => ({ text: m.record.by.question({ who: by(of) }) }),
  // It has no line of its own: it stands with what it is about.
  reaction: (of) => ({ text: m.record.by.reaction({ who: by(of) }) }),
  amendment: (of) => ({
    text: (of.line.statement?.freedAt === of.line.item.position ? m.record.by.freed : m.record.by.amendment)({
      who: by(of),
    }),
    home: inRecord(of, about(of)),
  }),
  withdrawal: (of) => ({ text: m.record.by.withdrawal({ who: by(of) }), home: homeOfWords(of) }),
  idea: (of) => ({
    text: m.record.by.idea({ who: by(of), title: quoted(ideas(of).byEntry[about(of)]?.title) }),
    home: inRoom(of, 'ideas', about(of)),
  }),
  'idea-argument': (of) => argument(of),
  'idea-version': (of) => aboutIdea(of, m.record.by.ideaVersion),
  'idea-merge': (of) => aboutIdea(of, m.record.by.ideaMerge),
  'non-paper': (of) => aboutIdea(of, m.record.by.nonPaper),
  sounding: (of) => ({
    text: m.record.by.sounding({ who: by(of), question: questionOf(of) }),
    home: inRoom(of, 'soundings', about(of)),
  }),
  'sounding-closed': (of) => ({
    text: m.record.by.soundingClosed({ who: by(of), question: questionOf(of) }),
    home: inRoom(of, 'soundings', about(of)),
  }),
  // It has no line of its own: all of them stand in their result.
  ballot: () => ({ text: m.record.by.ballot() }),
  'transfer-note': (of) => ({ text: m.record.by.transferNote({ who: by(of) }), home: homeOfWords(of) }),
  'put-forward': (of) => {
    const put = of.room.projection.transfers.putForward[about(of)];
    if (put === undefined || put.title === '') return { text: m.record.by.putForwardUntitled({ who: by(of) }) };
    return { text: m.record.by.putForward({ who: by(of), title: quoted(put.title) }) };
  },

  'answer-brought': (of) => ({ text: m.record.by.answerBrought({ who: by(of) }), home: homeOfWords(of) }),
  proposal: (of) => ({
    text: m.record.by.proposal({ who: by(of), title: quoted(of.room.projection.tabled.byEntry[about(of)]?.title) }),
  }),

  meeting: (of) => aboutMeeting(of, m.record.by.meeting),
  'meeting-revision': (of) => aboutMeeting(of, m.record.by.meetingRevision),
  // Neither comes back: what became of a meeting is what this line said.
  'meeting-outcome': (of) =>
    aboutMeeting(
      of,
      meetingOf(of)?.state.kind === 'cancelled' ? m.record.by.meetingCancelled : m.record.by.meetingHeld,
    ),
  minutes: (of) => aboutMeeting(of, m.record.by.minutes),

  briefing: (of) => {
    const view = of.room.projection.briefings.byEntry[about(of)];
    return {
      text: m.record.by.briefing({
        who: by(of),
        told: isolated(view?.who ?? m.record.somebodyNow()),
        on: view === undefined ? '' : calendarDay(view.on),
      }),
      home: inProcess(of, 'people', m.record.places.briefings()),
    };
  },
  undertaking: (of) => {
    const view = of.room.projection.undertakings.byEntry[about(of)];
    const [party, what] = [view === undefined ? '' : partyOf(of.room, view.party), isolated(view?.what ?? '')];
    const text =
      view === undefined || view.byWhen === null
        ? m.record.by.undertaking({ party, what })
        : m.record.by.undertakingBy({ party, what, day: calendarDay(view.byWhen) });
    return { text, home: inRoom(of, 'undertakings', about(of)) };
  },
  'undertaking-update': (of) => {
    const view = of.room.projection.undertakings.byEntry[about(of)];
    const entry = of.line.item.kind === 'entry' ? of.line.item.entry : '';
    const status = view?.updates.find((update) => update.entry === entry)?.status ?? 'open';
    const party = view === undefined ? '' : partyOf(of.room, view.party);
    const said = { who: by(of), party, what: isolated(view?.what ?? '') };
    return { text: undertakingStatus()[status](said), home: inRoom(of, 'undertakings', about(of)) };
  },

  'rules-accepted': (of) => ({ text: m.record.by.rulesAccepted({ who: by(of) }), isTechnical: true }),
  'rules-tightening': (of) => ({ text: m.record.by.rulesTightening({ who: by(of) }) }),
  'rules-assent': (of) => ({ text: m.record.by.rulesAssent({ who: by(of) }) }),
  stretch: (of) => {
    const { item } = of.line;
    const isBegun = item.kind === 'entry' && item.entry === item.about;
    const span = spanAt(of.room.projection.room.rules, item.position);
    if (!isBegun || span === undefined) return { text: m.record.by.stretchEnds({ who: by(of) }) };
    return { text: m.record.by.stretch({ who: by(of), rule: m.words.rule[span.rules.rule]() }) };
  },

  fact: (of) => ({
    text: m.record.by.fact({ who: by(of), title: quoted(of.room.projection.facts.byId[about(of)]?.title) }),
    home: inProcess(of, 'board', m.record.places.board()),
  }),
  channel: (of) => {
    const listed = of.room.projection.channels.byId[about(of)];
    const said = { who: by(of), title: quoted(listed?.title) };
    return {
      text: listed?.closed === true ? m.record.by.channelClosed(said) : m.record.by.channel(said),
      home: inProcess(of, 'rooms', m.record.places.rooms()),
    };
  },
  'outside-event': (of) => {
    const event = of.room.projection.outsideEvents.byEntry[about(of)];
    const said = { who: by(of), title: quoted(event?.title) };
    const home = onTimeline(of);
    if (event === undefined || event.on === null) return { text: m.record.by.outsideEventUndated(said), home };
    return { text: m.record.by.outsideEvent({ ...said, day: calendarDay(event.on) }), home };
  },
  'party-key': (of) => ({
    text: m.record.by.partyKey({ who: by(of), party: partyOf(of.room, about(of)) }),
    isTechnical: true,
  }),
  shredding: (of) => ({ text: m.record.by.shredding({ who: by(of) }) }),
};

export function by({ room, line }: Telling): string {
  return whoOf(room, line.entry?.seat);
}

export function about({ line: { item } }: Telling): string {
  return item.kind === 'entry' ? item.about : '';
}

function ideas({ room }: Telling) {
  return room.projection.ideas;
}

/** Words live where their kind does: what was withdrawn or carried may have been an idea. */
export function homeOfWords(of: Telling): Told['home'] {
  const key = about(of);
  if (of.line.unread !== undefined) return undefined;
  if (ideas(of).byEntry[key] !== undefined) return inRoom(of, 'ideas', key);
  const part = ideas(of).placeOfArgument[key] ?? ideas(of).versions[key] ?? ideas(of).nonPapers[key];
  if (part !== undefined) return inRoom(of, 'ideas', part.idea);
  if (of.room.projection.outsideEvents.byEntry[key] !== undefined) return onTimeline(of);
  // What was carried from before this reader's time has no line here.
  const { transfers, tabled } = of.room.projection;
  const document = transfers.putForward[key] ?? transfers.answers[key] ?? tabled.byEntry[key];
  const isHere = of.line.statement !== undefined || document !== undefined;
  return isHere ? inRecord(of, key) : undefined;
}

function onTimeline({ room }: Telling): Told['home'] {
  return { label: m.record.places.timeline(), route: { at: 'process', process: room.process, view: 'timeline' } };
}

function aboutIdea(of: Telling, sentence: (of: { readonly who: string; readonly title: string }) => string): Told {
  const title = quoted(ideas(of).byEntry[about(of)]?.title);
  return { text: sentence({ who: by(of), title }), home: inRoom(of, 'ideas', about(of)) };
}

function argument(of: Telling): Told {
  const { item } = of.line;
  const idea = ideas(of).byEntry[about(of)];
  const said = idea?.arguments.find(({ entry }) => item.kind === 'entry' && entry === item.entry);
  const words = { who: by(of), title: quoted(idea?.title) };
  const home = inRoom(of, 'ideas', about(of));
  if (said === undefined || said.withdrawnAt !== null) return { text: m.record.by.argumentWithdrawn(words), home };
  return { text: said.side === 'for' ? m.record.by.argumentFor(words) : m.record.by.argumentAgainst(words), home };
}

function questionOf(of: Telling): string {
  return quoted(of.room.projection.soundings.byEntry[about(of)]?.question);
}

function meetingOf(of: Telling) {
  return of.room.projection.meetings.byEntry[about(of)];
}

function aboutMeeting(
  of: Telling,
  sentence: (of: { readonly who: string; readonly title: string; readonly when: string }) => string,
): Told {
  const meeting = meetingOf(of);
  const when = meeting === undefined ? '' : isolated(onTheWall(meeting.start));
  const said = { who: by(of), title: quoted(meeting?.title), when };
  return { text: sentence(said), home: inRoom(of, 'meetings', about(of)) };
}

function undertakingStatus(): Readonly<
  Record<UndertakingStatus, (of: { readonly who: string; readonly party: string; readonly what: string }) => string>
> {
  return {
    open: m.record.by.undertakingOpen,
    kept: m.record.by.undertakingKept,
    'partly kept': m.record.by.undertakingPartlyKept,
    lapsed: m.record.by.undertakingLapsed,
    reversed: m.record.by.undertakingReversed,
  };
}
