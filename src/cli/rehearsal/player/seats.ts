import { type Epoch, idText, type SeatId } from '../../../base/ids.ts';
import type { ActionBy } from '../language/actions.ts';
import type { CastSeat, Knocker } from './cast.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { RehearsalError } from './rehearsal-error.ts';
import { entryOf } from './speaking.ts';

/** Founds the channel and seats everyone that it names, one admission after the other. */
export async function open(name: ActionBy<'open'>, stage: Performance): Promise<Done> {
  const channel = stage.channel(name);
  const opener = channel['opened-by'];
  const { member } = stage.actor(opener);
  const seat = await member.found(channel, ownSeat(opener, name, stage), partiesOf(name, stage), stage.venue);
  stage.take(opener, name, seat);
  for (const who of channel.seats) {
    if (who === opener) continue;
    const knocker = await knockAt(seat, who, stage);
    await admitKnock(
      seat,
      knocker,
      who,
      name,
      {
        reads: 'from now on',
        role: channel.stewards.includes(who) ? 'steward' : 'member',
        consentHolder: channel['consent-holders'].includes(who),
        attributes: undefined,
      },
      stage,
    );
  }
  await stage.settle(name);
  const others = channel.seats.filter((who) => who !== opener);
  const seated = others.length === 0 ? 'and sits in it alone' : `and seats ${others.join(', ')}`;
  return {
    played: { verb: 'open', channel: name, by: opener },
    line: `${opener} opens “${channel.title}” (${channel.track}, ${channel.rule}) ${seated}`,
  };
}

export async function invite(of: ActionBy<'invite'>, stage: Performance): Promise<Done> {
  const { by, in: channel } = of;
  const link = await stage.seat(by, channel).invite();
  return { played: { verb: 'invite', channel, by, link }, line: `${by} makes an invitation` };
}

export async function knock(of: ActionBy<'knock'>, stage: Performance): Promise<Done> {
  const { by } = of;
  const { channel, link } = stage.played(of.with);
  const knocker = await stage.actor(by).member.knock(entryOf(link), nameOf(by, stage));
  return {
    played: { verb: 'knock', channel, by, knocker },
    line: `${by} knocks; the safety words are “${knocker.safetyWords.join(' ')}”`,
  };
}

export async function compare(of: ActionBy<'compare'>, stage: Performance): Promise<Done> {
  const { by } = of;
  const { channel, knocker, by: newcomer } = stage.played(of.with);
  await stage.seat(by, channel).findKnock(entryOf(knocker));
  return {
    played: { verb: 'compare', channel, by },
    line: `${by} and ${newcomer} read the safety words: they are the same`,
  };
}

export async function admit(of: ActionBy<'admit'>, stage: Performance): Promise<Done> {
  const { by, in: channel, who, reads, role } = of;
  const steward = stage.seat(by, channel);
  const knocker = of.knock === undefined ? undefined : entryOf(stage.played(of.knock).knocker);
  const predecessor = of['in-place-of'];
  const succeeds = predecessor === undefined ? undefined : stage.seat(predecessor, channel).seat;
  const terms = { reads, role, consentHolder: of['consent-holder'], attributes: of.attributes, succeeds };
  await admitKnock(steward, knocker ?? (await knockAt(steward, who, stage)), who, channel, terms, stage);
  if (predecessor !== undefined) stage.leave(predecessor, channel);
  await stage.settle(channel);
  const from = typeof reads === 'string' ? reads : `from “${reads.from}” on`;
  return {
    played: { verb: 'admit', channel, by },
    line: `${by} admits ${who}${predecessor === undefined ? '' : ` in the place of ${predecessor}`}, who reads ${from}`,
  };
}

export async function remove(of: ActionBy<'remove'>, stage: Performance): Promise<Done> {
  const { by, in: channel, who, because } = of;
  await stage.seat(by, channel).remove(stage.seat(who, channel).seat);
  stage.leave(who, channel);
  await stage.settle(channel);
  const why = because === undefined ? {} : { quote: because };
  return { played: { verb: 'remove', channel, by }, line: `${by} removes ${who} from ${channel}`, ...why };
}

export async function turn(of: ActionBy<'turn'>, stage: Performance): Promise<Done> {
  const { by, in: channel } = of;
  await stage.seat(by, channel).turnEpoch();
  return { played: { verb: 'turn', channel, by }, line: `${by} begins a new epoch in ${channel}` };
}

type Terms = {
  readonly reads: ActionBy<'admit'>['reads'];
  readonly role: 'member' | 'steward';
  readonly consentHolder: boolean;
  readonly attributes: readonly string[] | undefined;
  readonly succeeds?: SeatId | undefined;
};

async function knockAt(steward: CastSeat, who: string, stage: Performance): Promise<Knocker> {
  const link = await steward.invite();
  return stage.actor(who).member.knock(link, nameOf(who, stage));
}

async function admitKnock(
  steward: CastSeat,
  knocker: Knocker,
  who: string,
  channel: string,
  terms: Terms,
  stage: Performance,
): Promise<void> {
  const knock = await steward.findKnock(knocker);
  const { person } = stage.actor(who);
  const { reads } = terms;
  let from: 'now' | Epoch = 'now';
  if (reads === 'from the beginning') from = 0 as Epoch;
  if (typeof reads === 'object') from = epochOf(reads.from, steward, stage);
  await steward.admit(knock, {
    party: stage.partyName(who),
    role: terms.role,
    attributes: [...(terms.attributes ?? person.attributes)],
    consentHolder: terms.consentHolder,
    readsFrom: from,
    succeeds: terms.succeeds,
  });
  stage.take(who, channel, await knocker.admitted());
}

function epochOf(step: string, steward: CastSeat, stage: Performance): Epoch {
  const epoch = steward.projection.entries[idText(entryOf(stage.played(step).entry))]?.epoch;
  if (epoch === undefined) throw new RehearsalError('NOT_THERE', `The steward does not see “${step}”.`);
  return epoch as Epoch;
}

function nameOf(who: string, stage: Performance): { name: string; affiliation: string } {
  const { role, affiliation } = stage.actor(who).person;
  return { name: role, affiliation: affiliation ?? stage.partyName(who) };
}

function ownSeat(opener: string, name: string, stage: Performance) {
  const { person } = stage.actor(opener);
  const consentHolder = stage.channel(name)['consent-holders'].includes(opener);
  const own = nameOf(opener, stage);
  return { ...own, party: stage.partyName(opener), attributes: [...person.attributes], consentHolder };
}

/** The parties that will sit in the channel: whoever opens it names them in its charter. */
function partiesOf(name: string, stage: Performance): string[] {
  const channel = stage.channel(name);
  return [...new Set([channel['opened-by'], ...channel.seats].map((who) => stage.partyName(who)))];
}
