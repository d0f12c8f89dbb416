import { type Disclosure, disclosureDigest } from '../protocol/disclosure/disclosure.ts';
import { firstRoster, type Roster, rosterDigest, type SignedRoster } from '../protocol/disclosure/roster.ts';
import { bytes, PARTIES, type Posted, type Rehearsal, type SeatName } from './rehearsal-room.ts';

/** For tests: a roster of the holders' parties in the order given, its public space opened by Ada. */

/** Who speaks for a party, and its index in the roster. */
export interface Holder {
  readonly name: SeatName;
  readonly party: 'north' | 'south' | 'east';
}

export const NILS: Holder = { name: 'nils', party: 'north' };
export const SARA: Holder = { name: 'sara', party: 'south' };
export const EMMA: Holder = { name: 'emma', party: 'east' };

/** Not a real key: these tests say what became of the signatures, they do not make any. */
export function consentKey(holder: Holder): Uint8Array {
  return bytes(32, (PARTIES[holder.party][0] as number) + 0x40);
}

export function rosterOf(holders: readonly Holder[], quorum: number): Roster {
  const consentKeys = holders.map((holder) => ({ key: consentKey(holder), label: undefined }));
  return firstRoster('Water talks', { consentKeys, quorum });
}

export function signed(roster: Roster, endorsements: SignedRoster['endorsements'] = []): SignedRoster {
  return { roster, signatures: roster.consentKeys.map((_, index) => bytes(64, index)), endorsements };
}

export function openRoster({ post }: Rehearsal, holders: readonly Holder[], quorum: number): Roster {
  const roster = rosterOf(holders, quorum);
  const parties = holders.map(({ party }) => PARTIES[party]);
  post('ada', 'roster-opened', { slug: 'water-talks', signedRoster: signed(roster), parties });
  return roster;
}

export function disclosureOf(roster: Roster, text: string, claimed: readonly Posted[] = []): Disclosure {
  return {
    version: 1,
    rosterDigest: rosterDigest(roster),
    id: bytes(16, 0x77),
    kind: 'update',
    corrects: undefined,
    texts: [{ language: 'en', title: 'An update', text }],
    claims: claimed.map(({ commitment }, index) => ({ commitment, label: `Statement ${index}` })),
    showParties: true,
  };
}

export function propose({ post }: Rehearsal, disclosure: Disclosure, claimed: readonly Posted[] = []): Uint8Array {
  post('nora', 'disclosure-proposal', { disclosure, entries: claimed.map(({ entry }) => entry), respondBy: undefined });
  return disclosureDigest(disclosure);
}
