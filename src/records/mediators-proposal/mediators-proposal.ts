import { type ChannelId, idFromText, idText, type PartyId } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { id, list, optional, struct } from '../../protocol/codec/shapes.ts';
import { PARTIES_MAX, PARTIES_MIN } from '../../protocol/private-and/limits.ts';
import { textDigest } from '../../protocol/private-and/proposal.ts';
import { startRound } from '../../protocol/private-and/round.ts';
import { isSecretariat } from '../authority.ts';
import { PENDING_PROPOSALS_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import type { RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';
import { refuseByHistory } from '../unread/may-be-unread.ts';
import { showAboutUnread } from '../unread/show-about-unread.ts';
import { instant } from '../when.ts';
import { partiesToAsk } from './parties-to-ask.ts';
import { proposedTextBytes, proposedTextsCodec } from './proposed-texts.ts';

const codec = struct('mediators proposal', {
  texts: proposedTextsCodec,
  parties: list('parties', id<PartyId>('party'), { min: PARTIES_MIN, max: PARTIES_MAX }),
  respondBy: optional(instant('respond by')),
});

export type MediatorsProposal = Decoded<typeof codec>;

/**
 * A text put to all parties at once, by the mediator. What comes out is whether all said yes, and nothing else.
 *
 * Deniable only, and so is all that follows: that a text was put and failed is not for outsiders to know.
 */
export const mediatorsProposal: RecordKind<'mediators-proposal', MediatorsProposal> = {
  kind: 'mediators-proposal',
  tag: 43,
  versions: 1,
  codec,
  attributions: ['deniable'],

  mayPost({ parties }, by, room) {
    if (!isSecretariat(room, by)) return refuse('NOT_THE_SECRETARIAT', 'a mediator has no answer of their own');
    const asked = partiesToAsk(room);
    const isAll = parties.length === asked.length && parties.every((party, at) => idText(party) === asked[at]);
    if (!isAll) return refuse('OTHER_PARTIES', 'it is put to all parties that sit here, in their order');
    if (room.proposals.pending.length < PENDING_PROPOSALS_MAX) return undefined;
    return refuseByHistory(room, 'TOO_MANY_PENDING', 'settle some first');
  },

  apply(room, entry) {
    const { position, author, content } = entry;
    const key = idText(entry.entry);
    const texts = content.texts.map(({ language, title, text }) => ({ language, title, text }));
    const round = startRound({
      channel: idFromText<ChannelId>(room.channel) as ChannelId,
      proposal: entry.entry,
      textDigest: textDigest(proposedTextBytes(content.texts)),
      parties: content.parties,
    });
    room.proposals.order.push(key);
    room.proposals.pending.push(key);
    room.proposals.byEntry[key] = {
      position,
      proposedBy: idText(author.seat),
      texts,
      parties: content.parties.map(idText),
      respondBy: content.respondBy ?? null,
      round,
      seats: {},
      ended: null,
      settledAt: null,
      isVerified: author.authenticity === 'verified',
    };
    show(room, entry);
  },

  applyUncertain(room, entry) {
    const [first] = entry.content.texts;
    showAboutUnread(room, entry, idText(entry.entry), first && { text: first.text, language: first.language });
  },
};
