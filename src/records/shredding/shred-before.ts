import type { ChannelProjection } from '../projection.ts';
import type { IdText } from '../timeline.ts';

/**
 * Takes out of the projection every word that was said before a position. Who sits here stays, and so do meetings that
 * are still planned: people have to find them. Costs by the length of the projection, and happens seldom.
 */
export function shredBefore(room: ChannelProjection, before: number): void {
  const isOld = ({ position }: { position: number }) => position < before;
  forget(room.statements.order, room.statements.byEntry, isOld);
  forget(room.ideas.order, room.ideas.byEntry, isOld);
  forgetArguments(room, isOld);
  forgetWithin(room, isOld);
  forgetCarried(room, isOld);
  forgetSoundings(room, isOld);
  forget(room.transfers.order, room.transfers.putForward, isOld);
  forget(room.tabled.order, room.tabled.byEntry, isOld);
  forget(room.meetings.order, room.meetings.byEntry, (meeting) => isOld(meeting) && meeting.state.kind !== 'planned');
  forget(room.briefings.order, room.briefings.byEntry, isOld);
  forget(room.undertakings.order, room.undertakings.byEntry, isOld);
  forget(room.facts.order, room.facts.byId, isOld);
  forget(room.outsideEvents.order, room.outsideEvents.byEntry, isOld);
  const { rules } = room.room;
  rules.tightenings = rules.tightenings.filter((waiting) => !isOld(waiting));
  forget(room.proposals.order, room.proposals.byEntry, isOld);
  room.proposals.pending = room.proposals.pending.filter((key) => room.proposals.byEntry[key] !== undefined);
  // A reaction is younger than what it is about, and goes with it.
  for (const about of Object.keys(room.reactions.byAbout)) {
    if (room.statements.byEntry[about] ?? room.ideas.byEntry[about] ?? room.transfers.putForward[about]) continue;
    delete room.reactions.byAbout[about];
  }
  const kept = new Set(room.meetings.order);
  for (const [entry, view] of Object.entries(room.entries)) {
    if (isOld(view) && !kept.has(entry)) delete room.entries[entry];
  }
  room.timeline = room.timeline.filter(
    (item) => !isOld(item) || (item.kind !== 'entry' && item.kind !== 'from-a-newer-version') || isKept(item, kept),
  );
  // What was said of something goes with it.
  const isAllBefore = room.room.shreddedBefore < room.room.readsFromPosition && before >= room.room.readsFromPosition;
  forgetUnread(room, (view) => isAllBefore || isOld(view));
  room.room.shreddedBefore = before;
}

function isKept(item: { readonly kind: string; readonly entry: IdText }, kept: ReadonlySet<IdText>): boolean {
  return kept.has(item.entry);
}

function forget<View>(order: IdText[], views: Record<IdText, View>, isDue: (view: View) => boolean): void {
  const left = order.filter((key) => {
    const view = views[key];
    if (view !== undefined && !isDue(view)) return true;
    delete views[key];
    return false;
  });
  order.splice(0, order.length, ...left);
}

/** Ideas that stay may have lost arguments, whose places are counted anew. */
function forgetArguments({ ideas }: ChannelProjection, isOld: (view: { position: number }) => boolean): void {
  ideas.placeOfArgument = {};
  for (const [idea, view] of Object.entries(ideas.byEntry)) {
    view.arguments = view.arguments.filter((argument) => !isOld(argument));
    view.arguments.forEach(({ entry }, index) => {
      ideas.placeOfArgument[entry] = { idea, index };
    });
  }
}

function forgetCarried({ transfers }: ChannelProjection, isOld: (view: { position: number }) => boolean): void {
  transfers.notes = transfers.notes.filter((note) => !isOld(note));
  transfers.carried = {};
  for (const { carried } of transfers.notes) transfers.carried[carried] = (transfers.carried[carried] ?? 0) + 1;
  forget(Object.keys(transfers.answers), transfers.answers, isOld);
  for (const [about, entries] of Object.entries(transfers.answersTo)) {
    const left = entries.filter((entry) => transfers.answers[entry] !== undefined);
    if (left.length > 0) transfers.answersTo[about] = left;
    else delete transfers.answersTo[about];
  }
}

/** Of ideas that stay: their versions and non-papers, and what they were made of. What they went into came after them. */
function forgetWithin({ ideas }: ChannelProjection, isOld: (view: { position: number }) => boolean): void {
  forget(Object.keys(ideas.versions), ideas.versions, isOld);
  forget(Object.keys(ideas.nonPapers), ideas.nonPapers, isOld);
  for (const view of Object.values(ideas.byEntry)) {
    view.versions = view.versions.filter((entry) => ideas.versions[entry] !== undefined);
    view.nonPapers = view.nonPapers.filter((entry) => ideas.nonPapers[entry] !== undefined);
    view.mergedFrom = view.mergedFrom.filter((entry) => ideas.byEntry[entry] !== undefined);
  }
}

/** The ballots of one that is open are under keys that are forgotten with it. */
function forgetSoundings({ soundings }: ChannelProjection, isOld: (view: { position: number }) => boolean): void {
  forget(soundings.order, soundings.byEntry, isOld);
  const left = Object.entries(soundings.byBox).filter(([, entry]) => soundings.byEntry[entry] !== undefined);
  soundings.byBox = Object.fromEntries(left);
  soundings.elsewhere = soundings.elsewhere.filter((box) => !isOld(box));
}

function forgetUnread({ unread }: ChannelProjection, isOld: (view: { position: number }) => boolean): void {
  for (const [entry, view] of Object.entries(unread.byEntry)) if (isOld(view)) delete unread.byEntry[entry];
  for (const [about, entries] of Object.entries(unread.byAbout)) {
    const left = entries.filter((entry) => unread.byEntry[entry] !== undefined);
    if (left.length > 0) unread.byAbout[about] = left;
    else delete unread.byAbout[about];
  }
}
