import { AppNotes } from '../../src/web/engine/app-notes.ts';
import { Engine } from '../../src/web/engine/engine.ts';
import { Disk } from './disk.ts';
import type { House, Person } from './house.ts';

/** The app's engine around a person: what their pages would ask. */
export async function engineOf(house: House, person: Person): Promise<Engine> {
  // Of no interest here: another disk than the participant's.
  const notes = await AppNotes.open(new Disk().plug());
  return await Engine.open({ participant: person.participant, notes, venue: house.url, onChange: () => {} });
}
