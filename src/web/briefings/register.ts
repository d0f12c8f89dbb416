import type { BriefingView } from '../../records/briefing/briefing-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { RoomView } from '../engine/room-view.ts';
import { inOrder } from '../room/in-order.ts';
import { isSecretariatsRoom } from './briefing-rooms.ts';

/** One line of the register, in the room where it was entered. */
export interface RegisterLine {
  readonly key: IdText;
  readonly room: RoomView;
  readonly briefing: BriefingView;
}

/** A fact of a board that this person reads. */
export interface KnownFact {
  readonly id: IdText;
  readonly title: string;
  /** Where it stands, the secretariat’s own room before others. */
  readonly room: RoomView;
}

/** What a line has to be about to be shown; empty is anything. */
export interface RegisterFilter {
  readonly fact: IdText | '';
  /** As it was entered. */
  readonly who: string;
}

/** Of all rooms, the latest telling first. */
export function registerOf(rooms: readonly RoomView[]): readonly RegisterLine[] {
  return rooms
    .flatMap((room) =>
      inOrder(room.projection.briefings).map(([key, briefing]): RegisterLine => ({ key, room, briefing })),
    )
    .reverse()
    .sort((a, b) => b.briefing.on.localeCompare(a.briefing.on));
}

export function filterRegister(lines: readonly RegisterLine[], { fact, who }: RegisterFilter): readonly RegisterLine[] {
  return lines.filter(
    ({ briefing }) => (fact === '' || briefing.facts.includes(fact)) && (who === '' || sameName(briefing.who, who)),
  );
}

/** Everybody who was told something, each as they were first entered, by name. */
export function toldPeople(lines: readonly RegisterLine[]): readonly string[] {
  const names = new Map<string, string>();
  for (const { briefing } of [...lines].reverse()) {
    const key = nameKey(briefing.who);
    if (!names.has(key)) names.set(key, briefing.who.trim());
  }
  return [...names.values()].sort((a, b) => a.localeCompare(b));
}

export function knownFacts(rooms: readonly RoomView[]): readonly KnownFact[] {
  const offices = rooms.filter(isSecretariatsRoom);
  const facts = new Map<IdText, KnownFact>();
  for (const room of [...offices, ...rooms]) {
    const { order, byId } = room.projection.facts;
    for (const id of order) {
      const title = byId[id]?.title;
      if (title !== undefined && !facts.has(id)) facts.set(id, { id, title, room });
    }
  }
  return [...facts.values()];
}

/** Capital letters and spaces around do not make another person of one; anything else might. */
export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function nameKey(name: string): string {
  return name.trim().normalize().toLocaleLowerCase();
}
