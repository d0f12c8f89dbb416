import type { EntryId, SeatId } from '../../../base/ids.ts';
import { idText } from '../../../base/ids.ts';
import type { FactId } from '../../../records/fact/fact-id.ts';
import type { ChannelProjection } from '../../../records/projection.ts';
import type { ActionBy, Verb } from '../language/actions.ts';
import type { ChannelScript, PersonScript } from '../language/head.ts';
import type { Script } from '../script.ts';
import type { CastMember, CastSeat, DisclosureRef, Knocker } from './cast.ts';
import { RehearsalError } from './rehearsal-error.ts';
import type { ScriptClock } from './script-clock.ts';
import type { StageVenue } from './stage-venue.ts';

/** What a step left behind for later steps, expectations and the transcript. */
export type Played = {
  readonly verb: Verb;
  readonly channel: string;
  readonly by: string;
  readonly entry?: EntryId;
  readonly text?: string;
  /** Of a transfer: whose text it first was. */
  readonly author?: string;
  readonly fact?: { readonly id: FactId; readonly of: ActionBy<'fact'>; readonly status: FactStatusByAudience };
  readonly link?: string;
  readonly knocker?: Knocker;
  readonly disclosure?: DisclosureRef;
  readonly consents?: readonly string[];
};

export type FactStatusByAudience = NonNullable<ChannelProjection['facts']['byId'][string]>['statuses'];

/** One person of the script with an engine of their own. */
export type Actor = {
  readonly name: string;
  readonly person: PersonScript;
  readonly member: CastMember;
  /** By channel; a seat that was removed stays here, to be asked what it still sees. */
  readonly seats: Map<string, CastSeat>;
};

/**
 * A rehearsal while it is played: who has which engine and seat, and what was done so far.
 * Owned by `play`; the files beside this one change it only by the methods here.
 */
export class Performance {
  readonly script: Script;
  readonly venue: StageVenue;
  readonly clock: ScriptClock;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly #played = new Map<string, Played>();
  readonly #removed = new Set<string>();
  readonly #stepOfEntry = new Map<string, string>();

  constructor(script: Script, venue: StageVenue, clock: ScriptClock, actors: ReadonlyMap<string, Actor>) {
    this.script = script;
    this.venue = venue;
    this.clock = clock;
    this.actors = actors;
  }

  actor(name: string): Actor {
    return this.actors.get(name) ?? missing(`person ${name}`);
  }

  channel(name: string): ChannelScript {
    return this.script.channels.get(name) ?? missing(`channel ${name}`);
  }

  partyName(person: string): string {
    const party = this.actor(person).person.party;
    return this.script.parties.get(party)?.name ?? missing(`party ${party}`);
  }

  seat(person: string, channel: string): CastSeat {
    return this.actor(person).seats.get(channel) ?? missing(`seat of ${person} in ${channel}`);
  }

  /** Whoever sits in the channel now. */
  present(channel: string): Actor[] {
    return [...this.actors.values()].filter(
      (actor) => actor.seats.has(channel) && !this.#removed.has(`${actor.name}@${channel}`),
    );
  }

  take(person: string, channel: string, seat: CastSeat): void {
    this.#removed.delete(`${person}@${channel}`);
    this.actor(person).seats.set(channel, seat);
  }

  leave(person: string, channel: string): void {
    this.#removed.add(`${person}@${channel}`);
  }

  /** Everyone in the channel has read what the venue has. */
  async settle(channel: string): Promise<void> {
    await Promise.all(this.present(channel).map(({ seats }) => seats.get(channel)?.synced()));
  }

  /** What the clock alone has made due in every channel, by one seat after the other: the first to notice does it. */
  async lookAtClocks(): Promise<void> {
    for (const channel of this.script.channels.keys()) {
      for (const { seats } of this.present(channel)) {
        await seats.get(channel)?.lookAtClock();
        await this.settle(channel);
      }
    }
  }

  /** Remembers a step by its id; one without gets a name that no script can give. */
  remember(id: string | undefined, line: number, played: Played): void {
    const name = id ?? `line ${line}`;
    this.#played.set(name, played);
    if (played.entry !== undefined) this.#stepOfEntry.set(idText(played.entry), name);
  }

  played(id: string): Played {
    return this.#played.get(id) ?? missing(`step ${id}`);
  }

  allPlayed(): ReadonlyMap<string, Played> {
    return this.#played;
  }

  update(id: string, played: Played): void {
    this.#played.set(id, played);
  }

  stepOfEntry(entry: string): string | undefined {
    return this.#stepOfEntry.get(entry);
  }

  /** Who of the script has this seat. */
  personOf(channel: string, seat: SeatId | string): string | undefined {
    const wanted = typeof seat === 'string' ? seat : idText(seat);
    for (const actor of this.actors.values()) {
      const taken = actor.seats.get(channel);
      if (taken !== undefined && idText(taken.seat) === wanted) return actor.name;
    }
    return undefined;
  }
}

/** The script was checked before it is played: what is missing here was refused by an engine or venue earlier on. */
function missing(what: string): never {
  throw new RehearsalError('NOT_THERE', `There is no ${what}: an earlier step did not do what it says.`);
}
