import type { Rule, Track } from '../../protocol/charter/ground-rules.ts';

export const TEMPLATES = ['direct', 'multilateral', 'track-two', 'proximity'] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** Rooms by what they are for: the catalogue has a title and a purpose for each. */
export type RoomName =
  | 'office'
  | 'table'
  | 'sideRoom'
  | 'plenary'
  | 'workingGroup'
  | 'caucus'
  | 'workshop'
  | 'fireside'
  | 'bridge'
  | 'shuttle';

export interface RoomTemplate {
  readonly name: RoomName;
  readonly track: Track;
  readonly rule: Rule;
  /** How many parties together can prove what was said; 0 means all. Taken down to all where there are fewer. */
  readonly quorum: number;
  readonly retentionDays: number | undefined;
  /** Who sits there beside the secretariat. `each`: one such room for every party. */
  readonly seats: 'nobody' | 'all' | 'each';
}

const kept = { quorum: 0, retentionDays: undefined } as const;

/** What every process has: here the secretariat keeps its list of rooms, its board and its register. */
const OFFICE: RoomTemplate = { name: 'office', track: 'official', rule: 'Chatham House', seats: 'nobody', ...kept };

const ROOMS: Readonly<Record<TemplateName, readonly RoomTemplate[]>> = {
  /** Two sides who speak with each other, and beside that without office. */
  direct: [
    { name: 'table', track: 'official', rule: 'on the record', seats: 'all', ...kept },
    { name: 'sideRoom', track: 'unofficial', rule: 'Chatham House', seats: 'all', ...kept },
  ],
  /** Several sides at one table, a smaller group that looks for words, and each side's own room. */
  multilateral: [
    { name: 'plenary', track: 'official', rule: 'on the record', seats: 'all', ...kept },
    { name: 'workingGroup', track: 'track 1.5', rule: 'Chatham House', seats: 'all', ...kept, quorum: 2 },
    { name: 'caucus', track: 'unofficial', rule: 'Chatham House', seats: 'each', ...kept },
  ],
  /** People without office who explore, and a narrow way to those who have one. */
  'track-two': [
    { name: 'workshop', track: 'unofficial', rule: 'Chatham House', seats: 'all', ...kept, quorum: 2 },
    { name: 'fireside', track: 'unofficial', rule: 'off the record', seats: 'all', quorum: 0, retentionDays: 30 },
    { name: 'bridge', track: 'track 1.5', rule: 'Chatham House', seats: 'all', ...kept },
  ],
  /** The parties never share a room: the secretariat carries text from one to the other. */
  proximity: [{ name: 'shuttle', track: 'official', rule: 'Chatham House', seats: 'each', ...kept }],
};

export function roomsOf(template: TemplateName): readonly RoomTemplate[] {
  return [OFFICE, ...ROOMS[template]];
}

/** Whether two parties may sit in one room. */
export function sharesRooms(template: TemplateName): boolean {
  return template !== 'proximity';
}
