import {
  NAME_BYTES_MAX,
  PARTIES_MAX,
  PURPOSE_BYTES_MAX,
  RETENTION_DAYS_MAX,
  TITLE_BYTES_MAX,
} from '../../protocol/charter/limits.ts';
import { PROCESS_NAME_BYTES_MAX } from '../engine/limits.ts';
import { textFault } from '../join/text-fault.ts';
import type { PlannedRoom, ProcessPlan } from './process-plan.ts';
import { sharesRooms } from './templates.ts';

/** What keeps a plan from being opened, and where it stands in the form. */
export interface PlanFault {
  readonly at:
    | 'processName'
    | 'ownName'
    | 'ownAffiliation'
    | 'secretariat'
    | 'parties'
    | `party/${string}`
    | `room/${string}/${'title' | 'purpose' | 'parties' | 'retention'}`;
  readonly kind:
    | 'empty'
    | 'too-long'
    | 'same-name'
    | 'too-few'
    | 'too-many'
    | 'same-title'
    | 'nobody'
    | 'share-a-room'
    | 'not-a-time';
}

/** Of the names: who takes part. */
export function nameFaults(plan: ProcessPlan): readonly PlanFault[] {
  const { parties, secretariat } = plan;
  const names = [secretariat, ...parties.map(({ name }) => name)].map(sameName);
  const faults: (PlanFault | undefined)[] = [
    ofText('processName', plan.processName, PROCESS_NAME_BYTES_MAX),
    ofText('ownName', plan.ownName, NAME_BYTES_MAX),
    ofText('ownAffiliation', plan.ownAffiliation, NAME_BYTES_MAX, true),
    ofText('secretariat', secretariat, NAME_BYTES_MAX),
    parties.length < 2 ? { at: 'parties', kind: 'too-few' } : undefined,
    // The secretariat is a party as well.
    parties.length >= PARTIES_MAX ? { at: 'parties', kind: 'too-many' } : undefined,
    ...parties.map(({ key, name }, index): PlanFault | undefined => {
      const at = `party/${key}` as const;
      const isSame = name.trim() !== '' && names.indexOf(sameName(name)) <= index;
      return ofText(at, name, NAME_BYTES_MAX) ?? (isSame ? { at, kind: 'same-name' } : undefined);
    }),
  ];
  return faults.filter((fault) => fault !== undefined);
}

export function roomFaults({ template, rooms }: ProcessPlan): readonly PlanFault[] {
  const titles = rooms.map(({ title }) => sameName(title));
  return rooms.flatMap((room, index) => {
    const at = <Part extends string>(part: Part) => `room/${room.key}/${part}` as const;
    const faults: (PlanFault | undefined)[] = [
      ofText(at('title'), room.title, TITLE_BYTES_MAX) ??
        (titles.indexOf(sameName(room.title)) < index ? { at: at('title'), kind: 'same-title' } : undefined),
      ofText(at('purpose'), room.purpose, PURPOSE_BYTES_MAX, true),
      room.parties.length === 0 && !room.isOffice ? { at: at('parties'), kind: 'nobody' } : undefined,
      room.parties.length > 1 && !sharesRooms(template) ? { at: at('parties'), kind: 'share-a-room' } : undefined,
      retentionDays(room) === 'not-a-time' ? { at: at('retention'), kind: 'not-a-time' } : undefined,
    ];
    return faults.filter((fault) => fault !== undefined);
  });
}

/** What is off the record is shredded after a set time; everything else is kept. */
export function retentionDays({
  rule,
  retentionDays: typed,
}: Pick<PlannedRoom, 'rule' | 'retentionDays'>): number | undefined | 'not-a-time' {
  if (rule !== 'off the record') return undefined;
  const days = Number(typed);
  return Number.isInteger(days) && days >= 1 && days <= RETENTION_DAYS_MAX ? days : 'not-a-time';
}

function ofText(at: PlanFault['at'], text: string, max: number, isOptional = false): PlanFault | undefined {
  const kind = textFault(text, { max, isOptional });
  return kind && { at, kind };
}

/** Rooms find their parties by name: two that look alike would be taken for each other by people, too. */
function sameName(name: string): string {
  return name.trim().normalize('NFKC').toLocaleLowerCase();
}
