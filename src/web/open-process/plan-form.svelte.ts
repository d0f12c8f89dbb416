import type { Rule, Track } from '../../protocol/charter/ground-rules.ts';
import { unmarked } from '../messages/isolated.ts';
import { m } from '../messages/messages.ts';
import { type PlannedRoom, type ProcessPlan, plannedRooms, RETENTION_DAYS_USUAL, roomsFor } from './process-plan.ts';
import type { TemplateName } from './templates.ts';

/** What {@link PlannedRoom} is while it is being edited. */
export type EditedRoom = { -readonly [Key in keyof PlannedRoom]: PlannedRoom[Key] };

/** The process as it is being planned: owned by the form, gone when it is left. */
export class PlanForm {
  template = $state<TemplateName>('direct');
  processName = $state('');
  ownName = $state('');
  ownAffiliation = $state('');
  secretariat = $state(m.opening.names.secretariatUsual());
  parties = $state([
    { key: newKey(), name: '' },
    { key: newKey(), name: '' },
  ]);
  rooms = $state<EditedRoom[]>([]);
  #madeFor: string | undefined;

  get plan(): ProcessPlan {
    return $state.snapshot({
      template: this.template,
      processName: this.processName,
      ownName: this.ownName,
      ownAffiliation: this.ownAffiliation,
      secretariat: this.secretariat,
      parties: this.parties,
      rooms: this.rooms,
    });
  }

  /** Somebody has written into it: it would be missed. */
  get isBegun(): boolean {
    const names = [this.processName, this.ownName, this.ownAffiliation, ...this.parties.map(({ name }) => name)];
    return names.some((name) => name.trim() !== '');
  }

  addParty(): void {
    this.parties.push({ key: newKey(), name: '' });
  }

  removeParty(key: string): void {
    this.parties = this.parties.filter((party) => party.key !== key);
  }

  /** As the template sets them; what was changed in them stays while template and parties do. */
  setRooms(): void {
    const wanted = roomsFor(this);
    if (this.#madeFor === wanted) return;
    this.#madeFor = wanted;
    this.rooms = plannedRooms(this.template, this.parties, (name, party) => ({
      // For a record that is read in other languages too: without the marks that this one sets around a name.
      title: unmarked(m.templates.rooms[name].title({ party })),
      purpose: unmarked(m.templates.rooms[name].purpose()),
    })).map((room) => ({ ...room }));
  }

  addRoom(): EditedRoom {
    const track: Track = 'unofficial';
    const rule: Rule = 'Chatham House';
    const room: EditedRoom = {
      key: newKey(),
      title: '',
      purpose: '',
      track,
      rule,
      quorum: 0,
      retentionDays: String(RETENTION_DAYS_USUAL),
      parties: [],
      isOffice: false,
    };
    this.rooms.push(room);
    return room;
  }

  removeRoom(key: string): void {
    this.rooms = this.rooms.filter((room) => room.key !== key);
  }
}

function newKey(): string {
  return crypto.randomUUID();
}
