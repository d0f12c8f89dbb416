import { idText } from '../../base/ids.ts';
import type { ProposalView } from '../../records/mediators-proposal/proposal-slice.ts';
import { inLanguageOfReader, inOtherLanguages, titleOf } from '../mediators-proposal/proposed-words.ts';
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
    const told = { said: { text, language }, inOtherLanguages: inOtherLanguages(view?.texts ?? []) };
    if (title === '') return { text: m.record.by.mediatorsProposal({ who }), ...told };
    return { text: m.record.by.mediatorsProposalTitled({ who, title: quoted(title) }), ...told };
  },
  'proposal-step': (of: Telling): Told => {
    const view = viewOf(of);
    if (view === undefined) return { text: m.record.aboutUnread.proposal() };
    return { text: outcomeSentence(of.room, view), home: inRecord(of, aboutIn(of)) };
  },
  'proposal-ended': (of: Telling): Told => {
    const view = viewOf(of);
    if (view === undefined) return { text: m.record.aboutUnread.proposal() };
    return { text: outcomeSentence(of.room, view), home: inRecord(of, aboutIn(of)) };
  },
};

/** How it ended; for who has seen all of it. */
export function outcomeSentence(room: Telling['room'], view: ProposalView): string {
  const title = quoted(titleOf(view.texts));
  const { round, ended } = view;
  if (ended !== null) return m.record.by.proposalEnded({ title, who: whoOf(room, ended.seat) });
  if (!view.isVerified) return m.record.by.proposalUnverified({ title });
  if (round.kind === 'accepted') return m.record.by.proposalAccepted({ title });
  if (round.kind !== 'broken') return m.record.by.proposalNotAccepted({ title });
  const said = { title, party: partyOf(room, idText(round.party)) };
  return round.why === 'another-transcript' ? m.record.by.proposalBrokenApart(said) : m.record.by.proposalBroken(said);
}

function aboutIn({ line: { item } }: Telling): string {
  return item.kind === 'entry' ? item.about : '';
}

function viewOf(of: Telling) {
  return of.room.projection.proposals.byEntry[aboutIn(of)];
}
