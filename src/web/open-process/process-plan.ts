import type { Rule, Track } from '../../protocol/charter/ground-rules.ts';
import { type RoomName, roomsOf, type TemplateName } from './templates.ts';

/** A process before it is opened, as it stands in the form. */
export interface ProcessPlan {
  readonly template: TemplateName;
  readonly processName: string;
  readonly ownName: string;
  readonly ownAffiliation: string;
  readonly secretariat: string;
  readonly parties: readonly PlannedParty[];
  readonly rooms: readonly PlannedRoom[];
}

export interface PlannedParty {
  /** Of the form alone: names can still change. */
  readonly key: string;
  readonly name: string;
}

export interface PlannedRoom {
  readonly key: string;
  readonly title: string;
  readonly purpose: string;
  readonly track: Track;
  readonly rule: Rule;
  readonly quorum: number;
  /** As typed. Counts under *off the record* alone. */
  readonly retentionDays: string;
  /** Keys of the parties that sit there beside the secretariat. */
  readonly parties: readonly string[];
  /** The secretariat's own room, which every process has. */
  readonly isOffice: boolean;
}

/** A room's title and purpose in the convener's language: they are frozen into its ground rules. */
export type RoomWords = (
  name: RoomName,
  party: string,
) => {
  readonly title: string;
  readonly purpose: string;
};

export const RETENTION_DAYS_USUAL = 30;

/** The rooms that a template sets for these parties. */
export function plannedRooms(
  template: TemplateName,
  parties: readonly PlannedParty[],
  words: RoomWords,
): readonly PlannedRoom[] {
  return roomsOf(template).flatMap((room) => {
    const planned = (of: readonly PlannedParty[], key: string = room.name): PlannedRoom => ({
      key,
      ...words(room.name, of.map(({ name }) => name.trim()).join(' · ')),
      track: room.track,
      rule: room.rule,
      // A quorum of as many as there are is all, and says so.
      quorum: room.quorum >= of.length ? 0 : room.quorum,
      retentionDays: String(room.retentionDays ?? RETENTION_DAYS_USUAL),
      parties: of.map((party) => party.key),
      isOffice: room.name === 'office',
    });
    if (room.seats === 'each') return parties.map((party) => planned([party], `${room.name}/${party.key}`));
    return [planned(room.seats === 'all' ? parties : [])];
  });
}

/** By which the rooms were made: where it has changed, they are made anew. */
export function roomsFor({ template, parties }: Pick<ProcessPlan, 'template' | 'parties'>): string {
  return JSON.stringify([template, parties.map(({ key, name }) => [key, name.trim()])]);
}
