import type { ActionBy } from '../language/actions.ts';
import type { CastSeat, DisclosureRef } from './cast.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { entryOf } from './speaking.ts';

/** Whoever holds a party's consent offers its key; one seat drafts the roster; all sign; the venue opens the space. */
export async function publicSpace(of: ActionBy<'public-space'>, stage: Performance): Promise<Done> {
  const { by, in: channel } = of;
  const { name, title, quorum } = stage.script.process;
  const holders = stage.present(channel).filter((actor) => stage.seat(actor.name, channel).isConsentHolder());
  for (const { name: holder } of holders) await stage.seat(holder, channel).disclosure.offerConsentKey();
  await stage.settle(channel);
  const seat = stage.seat(by, channel);
  const labels = new Map(holders.map((one) => [stage.seat(one.name, channel).party, stage.partyName(one.name)]));
  await seat.disclosure.draftRoster({
    processName: title,
    quorum: quorum === 'all' ? 0 : quorum,
    labels,
  });
  await stage.settle(channel);
  for (const { name: holder } of holders) await stage.seat(holder, channel).disclosure.signRoster();
  await stage.settle(channel);
  await seat.disclosure.openSpace({ slug: name, convenerToken: stage.venue.convenerToken });
  await stage.settle(channel);
  const signed = holders.map((holder) => holder.name).join(', ');
  return {
    played: { verb: 'public-space', channel, by },
    line: `${by} opens the public space; ${signed} signed the roster`,
  };
}

export async function disclose(of: ActionBy<'disclose'>, stage: Performance): Promise<Done> {
  const { by, in: channel, kind, texts, claims, corrects } = of;
  const corrected = corrects === undefined ? undefined : entryOf(stage.played(corrects).disclosure);
  const disclosure = await stage.seat(by, channel).disclosure.propose({
    kind,
    texts,
    claims: claims.map(({ of: step, label }) => ({ entry: entryOf(stage.played(step).entry), label })),
    showParties: of['show-parties'],
    corrects: corrected,
  });
  await stage.settle(channel);
  for (const who of of.consents) await stage.seat(who, channel).disclosure.consent(disclosure);
  for (const { who, because } of of.refuses)
    await stage.seat(who, channel).disclosure.refuse(disclosure, because ?? '');
  await stage.settle(channel);
  const [first] = texts;
  const said = [
    ...of.consents.map((who) => `${who} consents`),
    ...of.refuses.map(({ who, because }) => (because === undefined ? `${who} refuses` : `${who} refuses: ${because}`)),
  ];
  return {
    played: { verb: 'disclose', channel, by, disclosure, consents: of.consents, text: first?.text ?? '' },
    line: `${by} proposes ${kind === 'update' ? 'an' : 'a'} ${kind}: ${first?.title ?? ''}${said.map((one) => `; ${one}`).join('')}`,
    quote: first?.text ?? '',
  };
}

export async function consent(of: ActionBy<'consent'>, stage: Performance): Promise<Done> {
  const { by, to } = of;
  const proposed = stage.played(to);
  await stage.seat(by, proposed.channel).disclosure.consent(entryOf(proposed.disclosure));
  stage.update(to, { ...proposed, consents: [...(proposed.consents ?? []), by] });
  return { played: { verb: 'consent', channel: proposed.channel, by }, line: `${by} consents` };
}

export async function refuse(of: ActionBy<'refuse'>, stage: Performance): Promise<Done> {
  const { by, to, because } = of;
  const { channel, disclosure } = stage.played(to);
  await stage.seat(by, channel).disclosure.refuse(entryOf(disclosure), because ?? '');
  const quote = because === undefined ? {} : { quote: because };
  return { played: { verb: 'refuse', channel, by }, line: `${by} refuses`, ...quote };
}

/** First signature, shares, audit and second signature follow from the consents; each asks for what another has done. */
const ROUNDS_MAX = 5;

/** At the quorum the consents are opened, then the claims. */
const UNDER_WAY: ReadonlySet<string | undefined> = new Set(['consented', 'auditing']);

/**
 * Everyone who consented does what its consent has made due; then one of them hands the communiqué in.
 * Short of the quorum the first step of that is refused, and no share has moved.
 */
export async function publish(of: ActionBy<'publish'>, stage: Performance): Promise<Done> {
  const { by, disclosure: id } = of;
  const { channel, disclosure: proposed, consents = [] } = stage.played(id);
  const disclosure = entryOf(proposed);
  const publisher = consents.includes(by) ? by : (consents[0] ?? by);
  const seat = stage.seat(publisher, channel);
  for (let round = 0; round < ROUNDS_MAX && seat.disclosureState(disclosure) !== 'released'; round += 1) {
    if (!UNDER_WAY.has(seat.disclosureState(disclosure))) await tryTooEarly(seat, disclosure);
    for (const who of consents) await stage.seat(who, channel).disclosure.advance();
    await stage.settle(channel);
  }
  // What it claims must stand in the log before it is handed in, and then so must it.
  await stage.venue.hastenBeat();
  await seat.disclosure.publish(disclosure);
  await stage.venue.hastenBeat();
  await stage.settle(channel);
  const through = publisher === by ? '' : ` through ${publisher}`;
  return {
    played: { verb: 'publish', channel, by },
    line: `${by} publishes it${through}, with the consent of ${consents.join(', ')}`,
  };
}

/** What a holder would do next: refused before the quorum, whether there are claims to open or not. */
async function tryTooEarly(seat: CastSeat, disclosure: DisclosureRef): Promise<void> {
  await seat.disclosure.auditShares(disclosure);
  await seat.disclosure.release(disclosure);
}
