import { AppNotes } from '../../src/web/engine/app-notes.ts';
import { Engine } from '../../src/web/engine/engine.ts';
import { LaterCarries } from '../../src/web/engine/later-carries.ts';
import type { House, Person } from './house.ts';

/** The app's engine around a person: what their pages would ask. */
export async function engineOf(house: House, person: Person): Promise<Engine> {
  const { storage } = person;
  const notes = await AppNotes.open(storage);
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const carries = await LaterCarries.open({ storage, clock: () => person.clock(), random });
  return await Engine.open({ participant: person.participant, notes, carries, venue: house.url, onChange: () => {} });
}
