import { m } from '../messages/messages.ts';
import { inRoom, partyOf, quoted, type Telling, type Told, whoOf } from './telling.ts';

type Words = { readonly who: string; readonly party: string; readonly title: string };

/** Steps towards a public text. All of them are at home with the consents. */
export const publicationSentences = {
  'roster-offer': (of: Telling) => step(of, m.record.by.rosterOffer),
  'roster-draft': (of: Telling) => step(of, m.record.by.rosterDraft),
  'roster-signature': (of: Telling) => step(of, m.record.by.rosterSignature),
  'roster-opened': (of: Telling) => step(of, m.record.by.rosterOpened),
  'disclosure-proposal': (of: Telling) => step(of, m.record.by.disclosureProposal),
  'disclosure-consent': (of: Telling) => step(of, m.record.by.disclosureConsent),
  'disclosure-refusal': (of: Telling) => step(of, m.record.by.disclosureRefusal),
  // Follow from the consents by themselves: devices send them.
  'consent-reveal': (of: Telling) => ({ ...step(of, m.record.by.consentReveal), isTechnical: true }),
  'audit-share': (of: Telling) => ({ ...step(of, m.record.by.auditShare), isTechnical: true }),
  'audit-mismatch': (of: Telling) => step(of, m.record.by.auditMismatch),
  'disclosure-release': (of: Telling) => ({ ...step(of, m.record.by.disclosureRelease), isTechnical: true }),
  'disclosure-published': (of: Telling) => step(of, m.record.by.disclosurePublished),
  'disclosure-lapse': (of: Telling) => step(of, m.record.by.disclosureLapse),
};

function step(of: Telling, sentence: (words: Words) => string): Told {
  const { room, line } = of;
  const digest = line.item.kind === 'entry' ? line.item.about : '';
  const party = line.entry?.party == null ? '' : partyOf(room, line.entry.party);
  const words = { who: whoOf(room, line.entry?.seat), party, title: quoted(room.disclosed[digest]?.texts[0]?.title) };
  return { text: sentence(words), home: inRoom(of, 'consents') };
}
