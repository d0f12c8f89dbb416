import type { ChannelScript } from '../language/head.ts';
import type { Script } from '../script.ts';
import type { Stage } from './stage.ts';

/** Parties, people and channels: that they name each other rightly, and that no quorum is out of reach. */
export function checkHead(script: Script, stage: Stage): void {
  const secretariats = [...script.parties].filter(([, party]) => party.secretariat);
  for (const [name] of secretariats.slice(1)) {
    stage.fault('ONE_SECRETARIAT', ['parties', name], 'Another party is the secretariat already.', 'key');
  }
  for (const [name, person] of script.people) stage.party(['people', name, 'party'], person.party);
  for (const [name, channel] of script.channels) checkChannel(name, channel, script, stage);
  const sides = script.parties.size - secretariats.length;
  const { quorum } = script.process;
  if (quorum !== 'all' && quorum > sides) {
    stage.fault('QUORUM_TOO_HIGH', ['process', 'quorum'], `A quorum of ${quorum} is more than the ${sides} parties.`);
  }
}

function checkChannel(name: string, channel: ChannelScript, script: Script, stage: Stage): void {
  const path = ['channels', name];
  stage.person([...path, 'opened-by'], channel['opened-by']);
  const seats = peopleSeated(channel);
  const taken = new Set<string>();
  for (const [index, who] of channel.seats.entries()) {
    if (stage.person([...path, 'seats', index], who) && taken.has(who)) {
      stage.fault('NAME_TAKEN', [...path, 'seats', index], `${who} is listed twice.`);
    }
    taken.add(who);
  }
  for (const list of ['stewards', 'consent-holders'] as const) {
    for (const [index, who] of channel[list].entries()) {
      if (seats.has(who) || !stage.person([...path, list, index], who)) continue;
      stage.fault('NOT_SEATED', [...path, list, index], `${who} is not among the seats of “${name}”.`);
    }
  }
  const parties = new Set([...seats].map((who) => script.people.get(who)?.party));
  const counted = [...parties].filter((party) => {
    const secretariat = party !== undefined && script.parties.get(party)?.secretariat === true;
    return party !== undefined && (!secretariat || channel['secretariat-holds-a-share']);
  });
  const { quorum } = channel;
  if (quorum !== 'all' && quorum > counted.length) {
    const message = `A quorum of ${quorum} is more than the ${counted.length} parties that sit here.`;
    stage.fault('QUORUM_TOO_HIGH', [...path, 'quorum'], message);
  }
}

/** Whoever opens a channel sits in it, listed or not. */
export function peopleSeated(channel: ChannelScript): ReadonlySet<string> {
  return new Set([channel['opened-by'], ...channel.seats]);
}
