import { idText } from '../../base/ids.ts';
import { inLanguageOfReader, titleOf } from '../mediators-proposal/proposed-words.ts';
import { m } from '../messages/messages.ts';
import { inRecord, partyOf, quoted, type Telling, type Told, whoOf } from './telling.ts';

/** A mediator's proposal: put, and how it ended. Who gave the last step says nothing, and is not named. */
export const proposalSentences = {
  'mediators-proposal': (of: Telling): Told => {
    const view = viewOf(of);
    const words = view && inLanguageOfReader(view.texts);
    const who = whoOf(of.room, of.line.entry?.seat);
    if (words === undefined) return { text: m.record.by.mediatorsProposal({ who }) };
    const { title, text, language } = words;
    const said = { text, language };
    if (title === '') return { text: m.record.by.mediatorsProposal({ who }), said };
    return { text: m.record.by.mediatorsProposalTitled({ who, title: quoted(title) }), said };
  },
  'proposal-step': (of: Telling): Told => {
    const view = viewOf(of);
    if (view === undefined) return { text: m.record.aboutUnread.proposal() };
    return { text: outcomeOf(of), home: inRecord(of, aboutIn(of)) };
  },
  'proposal-ended': (of: Telling): Told => {
    const who = whoOf(of.room, of.line.entry?.seat);
    if (viewOf(of) === undefined) return { text: m.record.aboutUnread.proposal() };
    return { text: m.record.by.proposalEnded({ who, title: titleIn(of) }), home: inRecord(of, aboutIn(of)) };
  },
};

function outcomeOf(of: Telling): string {
  const view = viewOf(of);
  const title = titleIn(of);
  if (view === undefined || !view.isVerified) return m.record.by.proposalUnverified({ title });
  const { round } = view;
  if (round.kind === 'accepted') return m.record.by.proposalAccepted({ title });
  if (round.kind !== 'broken') return m.record.by.proposalNotAccepted({ title });
  const said = { title, party: partyOf(of.room, idText(round.party)) };
  return round.why === 'another-transcript' ? m.record.by.proposalBrokenApart(said) : m.record.by.proposalBroken(said);
}

function aboutIn({ line: { item } }: Telling): string {
  return item.kind === 'entry' ? item.about : '';
}

function viewOf(of: Telling) {
  return of.room.projection.proposals.byEntry[aboutIn(of)];
}

function titleIn(of: Telling): string {
  const view = viewOf(of);
  return quoted(view && titleOf(view.texts));
}
