import { type EntryId, idFromText, idText, type PartyId, type SeatId } from '../../base/ids.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { ClientError } from '../../client/client-error.ts';
import { startExample } from '../../client/example/example-at-venue.ts';
import type { InvitationId, KnockId } from '../../protocol/wire/mailbox-ids.ts';
import { rosterInForce } from '../../records/roster/roster-slice.ts';
import { tellTalesIn } from '../../records/transfer/tell-tales.ts';
import { laddersOf } from '../ideas/ladder-of.ts';
import { answerableIn } from './answerable-in.ts';
import { calendarUid } from './calendar-uid.ts';
import type { CommandArgs, CommandName, CommandValue } from './commands.ts';
import { bringConsentKey } from './consent-keys.ts';
import type { Engine } from './engine.ts';
import { entryId } from './entry-id.ts';
import { foundRooms, noConvenerLink } from './found-rooms.ts';
import { lineAt } from './line-at.ts';
import { linesWith } from './lines-with.ts';

/** Commands that need no participant: the device's own. */
export type DeviceCommand =
  | 'begin'
  | 'recover'
  | 'unlock'
  | 'lock'
  | 'forgetDevice'
  | 'phrase'
  | 'changePassphrase'
  | 'addWayIn';

export type EngineCommand = Exclude<CommandName, DeviceCommand>;

type Performers = {
  readonly [Name in EngineCommand]: (engine: Engine, args: CommandArgs<Name>) => Promise<CommandValue<Name>>;
};

/** What an open engine does when it is asked. */
export const PERFORM: Performers = {
  async keepPhrase(engine) {
    await engine.notes.keepPhrase();
    engine.overviewChanged();
    return undefined;
  },

  async takeConvenerToken(engine, { token }) {
    await engine.notes.keepConvenerToken(token);
    engine.overviewChanged();
    return undefined;
  },
  async playExample(engine) {
    const { convenerToken } = engine.notes;
    if (convenerToken === undefined) throw noConvenerLink();
    await startExample(engine.venue, convenerToken);
    return undefined;
  },
  foundRooms,
  async nameProcess(engine, { process, name }) {
    await engine.notes.name(process, name.trim());
    engine.overviewChanged();
    return undefined;
  },

  async post(engine, { channel, attribution, kind, content }) {
    const options = attribution === undefined ? {} : { attribution };
    const { entry, durable } = await engine.seat(channel).put(kind, content, options);
    // What becomes of it is shown among what waits.
    durable.catch(() => {});
    engine.changed(channel);
    return { entry: idText(entry) };
  },
  async acceptRules(engine, { channel }) {
    const put = await engine.seat(channel).posts.putAcceptance();
    put?.durable.catch(() => {});
    engine.changed(channel);
    return undefined;
  },
  async retry(engine, { channel, entry }) {
    await engine.seat(channel).posts.retry(entry as EntryId);
    return undefined;
  },
  async discard(engine, { channel, entry }) {
    const isGivenUp = await engine.seat(channel).discard(entry as EntryId);
    engine.changed(channel);
    return { isGivenUp };
  },
  async seen(engine, { channel, lines }) {
    if (await engine.notes.see(channel, lines)) engine.changed(channel);
    return undefined;
  },
  async transfer(engine, { later, ...asked }) {
    if (later === undefined) return { kind: 'carried', entry: await engine.carry(asked) };
    const { as, ...rest } = asked;
    const title = as.kind === 'answer' ? '' : as.title;
    const { until } = await engine.carries.put(
      { ...rest, title, about: as.kind === 'answer' ? as.about : undefined },
      later,
    );
    return { kind: 'waits', until };
  },
  async ladders(engine, { channel }) {
    const process = engine.processOf(channel);
    const channels = engine.participant.seats.map(({ projection }) => projection.channel);
    const rooms = channels.filter((one) => engine.processOf(one) === process).flatMap((one) => engine.room(one) ?? []);
    const room = rooms.find((one) => one.channel === channel);
    return { ladders: room === undefined ? {} : laddersOf(room, rooms) };
  },
  async carryNow(engine, { id }) {
    await engine.carries.now(id);
    return undefined;
  },
  cancelCarry: async (engine, { id }) => ({ isGivenUp: await engine.carries.cancel(id) }),
  tellTales: async (engine, { channel, text, language }) => {
    const seat = engine.seat(channel);
    return { found: tellTalesIn(text, seat.projection, { language, carrier: idText(seat.seatId) }) };
  },
  answerable: async (engine, { channel }) => ({ words: answerableIn(engine.seat(channel).projection) }),
  async openSounding(engine, { channel, attribution, asked, seats }) {
    const named = seats?.map((seat) => seatId(seat));
    const { entry } = await engine.seat(channel).soundings.open({ ...asked, seats: named }, { attribution });
    return { entry: idText(entry) };
  },
  async vote(engine, { channel, sounding, answer }) {
    await engine.seat(channel).soundings.vote(entryId(sounding), answer);
    return undefined;
  },
  async closeSounding(engine, { channel, sounding, attribution }) {
    await engine.seat(channel).soundings.close(entryId(sounding), { attribution });
    return undefined;
  },
  findInRecord: async (engine, { channel, text }) => ({
    indexes: linesWith(engine.seat(channel).projection, text),
  }),
  placeInRecord: async (engine, { channel, ...place }) => ({
    index: lineAt(engine.seat(channel).projection, place),
  }),
  calendarUid: async ({ participant }, { channel, entry }) => ({
    uid: calendarUid(participant.phrase, channel, entry),
  }),

  invite: async (engine, { channel, expiresAt }) => ({
    link: await engine.seat(channel).stewardship.invite({ expiresAt }),
  }),
  async withdrawInvitations(engine, { channel }) {
    const { stewardship } = engine.seat(channel);
    const invitations = await stewardship.invitations();
    for (const invitation of invitations) await stewardship.withdraw(invitation);
    await engine.knocks(channel);
    return { count: invitations.length };
  },
  async admit(engine, { channel, invitation, knock, party, readsFrom, succeeds, ...seating }) {
    const { stewardship } = engine.seat(channel);
    const seat = await stewardship.admit(
      { invitation: invitation as InvitationId, knock: knock as KnockId },
      {
        ...seating,
        party: partyId(party),
        readsFrom: readsFrom === 'now' ? 'now' : (0 as never),
        succeeds: succeeds === undefined ? undefined : seatId(succeeds),
      },
    );
    await engine.knocks(channel);
    engine.changed(channel);
    return { seat: idText(seat) };
  },
  async dismiss(engine, { channel, invitation, knock }) {
    await engine.seat(channel).stewardship.dismiss({
      invitation: invitation as InvitationId,
      knock: knock as KnockId,
    });
    await engine.knocks(channel);
    return undefined;
  },
  async removeSeat(engine, { channel, seat }) {
    await engine.seat(channel).stewardship.remove(seatId(seat));
    return undefined;
  },
  async addParty(engine, { channel, party, name, secretariat }) {
    const known = party === undefined ? {} : { party: partyId(party) };
    const { stewardship } = engine.seat(channel);
    return { party: idText(await stewardship.addParty({ ...known, name, secretariat })) };
  },
  async knock(engine, { link, name, affiliation }) {
    const papers = await engine.participant.knock(link, { name, affiliation });
    engine.awaitAnswer(papers);
    return { knock: toHex(papers.knockId), safetyWords: papers.safetyWords };
  },
  async awaitAnswer(engine, { knock }) {
    engine.awaitAnswerAgain(knock);
    return undefined;
  },
  async giveUpKnock(engine, { knock }) {
    await engine.giveUpKnock(knock);
    return undefined;
  },

  async offerConsentKey(engine, { channel }) {
    await engine.seat(channel).disclosure.roster.offerConsentKey();
    engine.changed(channel);
    return undefined;
  },
  async draftRoster(engine, { channel, processName, quorum, parties }) {
    await engine.seat(channel).disclosure.roster.draft({
      processName,
      quorum,
      parties: parties.map(({ party, ...label }) => ({ party: partyId(party), ...label })),
    });
    return undefined;
  },
  async signRoster(engine, { channel }) {
    await engine.seat(channel).disclosure.roster.sign();
    return undefined;
  },
  async openSpace(engine, { channel, slug }) {
    const { convenerToken } = engine.notes;
    if (convenerToken === undefined) throw noConvenerLink();
    await engine.seat(channel).disclosure.roster.open({ slug, convenerToken });
    return undefined;
  },
  async adoptRoster(engine, { channel, from }) {
    const opened = rosterInForce(engine.seat(from).projection.rosters);
    if (opened === undefined) throw new ClientError('DISCLOSURE_STATE', 'no public space was opened there');
    await engine.seat(channel).disclosure.roster.adopt({ opened });
    return undefined;
  },
  async proposeDisclosure(engine, { channel, corrects, claims, ...proposed }) {
    const digest = await engine.seat(channel).disclosure.round.propose({
      ...proposed,
      claims: claims.map(({ entry, label }) => ({ entry: entryId(entry), label })),
      ...(corrects === undefined ? {} : { corrects: fromHex(corrects) as Uint8Array }),
    });
    return { digest: toHex(digest) };
  },
  async consent(engine, { channel, digest }) {
    const seat = engine.seat(channel);
    await bringConsentKey(seat, engine.participant.seats);
    await seat.disclosure.round.consent(digestOf(digest));
    return undefined;
  },
  async refuse(engine, { channel, digest, reason }) {
    await engine.seat(channel).disclosure.round.refuse(digestOf(digest), reason);
    return undefined;
  },
  async withdrawDisclosure(engine, { channel, digest }) {
    await engine.seat(channel).disclosure.round.withdraw(digestOf(digest));
    return undefined;
  },
  async putProposal(engine, { channel, texts, respondBy }) {
    const proposal = await engine.seat(channel).proposals.propose({ texts, respondBy });
    return { proposal: idText(proposal) };
  },
  async answerProposal(engine, { channel, proposal, yes }) {
    await engine.seat(channel).proposals.answer(entryId(proposal), { yes });
    engine.changed(channel);
    return undefined;
  },
  async endProposal(engine, { channel, proposal }) {
    await engine.seat(channel).proposals.end(entryId(proposal));
    return undefined;
  },
  async publish(engine, { channel, digest }) {
    const { link, number } = await engine.publish(channel, digest, digestOf(digest));
    return { link, number };
  },
};

function seatId(text: string): SeatId {
  const id = idFromText<SeatId>(text);
  if (id === undefined) throw new ClientError('UNKNOWN_SEAT', 'not a seat id');
  return id;
}

function partyId(text: string): PartyId {
  const id = idFromText<PartyId>(text);
  if (id === undefined) throw new ClientError('UNKNOWN_PARTY', 'not a party id');
  return id;
}

function digestOf(text: string): Uint8Array {
  const digest = fromHex(text);
  if (digest === undefined) throw new ClientError('DISCLOSURE_STATE', 'not a digest');
  return digest;
}
