import { type EntryId, idText } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { awaitedParties } from '../../src/protocol/private-and/round.ts';
import type { ProposalView } from '../../src/records/mediators-proposal/proposal-slice.ts';
import { House, type Person, rest, until } from './house.ts';

export const PARTY_NAMES = ['Arvelia', 'Kestria', 'Dunmark', 'Ostrey', 'Velland'] as const;

/** A secretariat, and one person for each party. */
export interface RoundTable {
  readonly house: House;
  readonly mediator: Person;
  readonly people: readonly Person[];
}

export async function roundTable(parties: number): Promise<RoundTable> {
  const house = await House.open();
  const names = PARTY_NAMES.slice(0, parties);
  const mediator = await house.person('Mira');
  const listed = [{ name: 'Secretariat', secretariat: true }, ...names.map((name) => ({ name, secretariat: false }))];
  const hers = await house.found(mediator, { parties: listed, party: 'Secretariat', rules: { track: 'unofficial' } });
  const people: Person[] = [];
  for (const party of names) {
    const person = await house.person(`${party}'s`);
    await house.seat(hers, person, { party });
    people.push(person);
  }
  await rest(hers, ...people.map(({ seat }) => seat));
  return { house, mediator, people };
}

export const TEXT = [{ language: 'en', title: 'The crossing', text: 'The crossing opens twice a day.' }];

/** Put to all, and each device has given its key. */
export async function putToAll({ mediator, people }: RoundTable, respondBy?: number): Promise<EntryId> {
  const proposal = await mediator.seat.proposals.propose({ texts: TEXT, respondBy });
  await untilAll([...people, mediator], proposal, ({ round }) => round.kind !== 'awaiting' || round.step !== 'key');
  return proposal;
}

export function viewOf({ seat }: Person, proposal: EntryId): ProposalView {
  const view = seat.projection.proposals.byEntry[idText(proposal)];
  if (view === undefined) throw new Error('nothing was put by this entry');
  return view;
}

/** `answer`, `accepted`, `not completed` … */
export function standing(person: Person, proposal: EntryId): string {
  const { round, ended } = viewOf(person, proposal);
  if (ended !== null) return 'not completed';
  return round.kind === 'awaiting' ? round.step : round.kind;
}

export function awaited(person: Person, proposal: EntryId): readonly string[] {
  const { parties } = person.seat.projection.room;
  return awaitedParties(viewOf(person, proposal).round).map((party) => parties[idText(party)]?.name ?? '');
}

export async function untilAll(
  people: readonly Person[],
  proposal: EntryId,
  condition: (view: ProposalView) => boolean,
): Promise<void> {
  await until(
    () =>
      people.every(({ seat }) => {
        const view = seat.projection.proposals.byEntry[idText(proposal)];
        return view !== undefined && condition(view);
      }),
    20_000,
  );
}

export async function settled(people: readonly Person[], proposal: EntryId): Promise<void> {
  await untilAll(people, proposal, ({ round, ended }) => round.kind !== 'awaiting' || ended !== null);
  await rest(...people.map(({ seat }): Seat => seat));
}
