import type { EntryId } from '../../src/base/ids.ts';
import type { Seat } from '../../src/client/seat.ts';
import { type House, partyNamed, rest } from './house.ts';

/** The parties' consent keys in one roster, in the order of the seats; its public space opened by the first of them. */
export async function openPublicSpace(
  house: House,
  holders: readonly { readonly seat: Seat; readonly party: string }[],
  quorum = holders.length,
): Promise<void> {
  const seats = holders.map(({ seat }) => seat);
  const [first] = seats;
  if (first === undefined) throw new Error('a roster of nobody');
  const { roster } = first.disclosure;
  for (const seat of seats) await seat.disclosure.roster.offerConsentKey();
  await rest(...seats);
  const parties = holders.map(({ seat, party }) => ({ party: partyNamed(seat, party), label: party }));
  await roster.draft({ processName: 'Harbour talks', quorum, parties });
  await rest(...seats);
  for (const seat of seats) await seat.disclosure.roster.sign();
  await rest(...seats);
  await roster.open({ slug: 'harbour-talks', convenerToken: house.token });
  await rest(...seats);
}

export function proposeUpdate(seat: Seat, text: string, claimed: readonly EntryId[] = []): Promise<Uint8Array> {
  return seat.disclosure.round.propose({
    kind: 'update',
    texts: [{ language: 'en', title: 'An update', text }],
    claims: claimed.map((entry, index) => ({ entry, label: `Statement ${index + 1}` })),
    showParties: true,
  });
}

/** What a seat shows of where a disclosure stands. */
export function standing(seat: Seat, disclosure: Uint8Array) {
  return seat.disclosure.round.view(disclosure).state;
}
