import { utf8 } from '../../base/bytes.ts';
import type { Role } from '../../protocol/charter/charter.ts';
import { ATTRIBUTE_BYTES_MAX, ATTRIBUTES_MAX, NAME_BYTES_MAX } from '../../protocol/charter/limits.ts';
import type { RoomSlice } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type { PartySummary } from '../engine/overview.ts';
import { sidesFirst } from './seats-by-party.ts';

/** What a steward fills in to admit somebody. */
export interface SeatingDraft {
  readonly name: string;
  readonly affiliation: string;
  /** One a line. */
  readonly attributes: string;
  /** A party's id, or `new`. Empty until it is chosen: nobody is put with a side by default. */
  readonly party: IdText | 'new' | '';
  readonly newParty: string;
  readonly role: Role;
  readonly consentHolder: boolean;
  readonly readsFrom: 'now' | 'all';
}

export type SeatingProblem = 'missing' | 'too-long' | 'too-many' | 'known';

export type SeatingProblems = {
  readonly [Name in 'name' | 'affiliation' | 'attributes' | 'party' | 'newParty']?: SeatingProblem;
};

/** `known`: this room has a party of that name already. */
export function seatingProblems(draft: SeatingDraft, partyNames: readonly string[]): SeatingProblems {
  const attributes = attributesOf(draft.attributes);
  const name = textProblem(draft.name, NAME_BYTES_MAX);
  const affiliation = isLong(draft.affiliation, NAME_BYTES_MAX) ? 'too-long' : undefined;
  const newParty = draft.party === 'new' ? newPartyProblem(draft.newParty, partyNames) : undefined;
  return {
    ...(name && { name }),
    ...(affiliation && { affiliation }),
    ...(attributes.length > ATTRIBUTES_MAX
      ? { attributes: 'too-many' as const }
      : attributes.some((one) => isLong(one, ATTRIBUTE_BYTES_MAX)) && { attributes: 'too-long' as const }),
    ...(draft.party === '' && { party: 'missing' as const }),
    ...(newParty && { newParty }),
  };
}

export function attributesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

export interface PartyToChoose {
  readonly party: IdText;
  readonly name: string;
  readonly secretariat: boolean;
  /** Known from another room of the process: it is added to this one first, under the same id. */
  readonly isElsewhere: boolean;
}

export function partiesToChoose(
  { parties }: Pick<RoomSlice, 'parties'>,
  process: readonly PartySummary[],
): readonly PartyToChoose[] {
  const here = Object.entries(parties).map(([party, { name, secretariat }]) => ({
    party,
    name,
    secretariat,
    isElsewhere: false,
  }));
  const elsewhere = process
    .filter(({ party }) => parties[party] === undefined)
    .map(({ party, name, secretariat }) => ({ party, name, secretariat, isElsewhere: true }));
  return [...here.sort(sidesFirst), ...elsewhere.sort(sidesFirst)];
}

function textProblem(text: string, bytesMax: number): SeatingProblem | undefined {
  if (text.trim() === '') return 'missing';
  return isLong(text, bytesMax) ? 'too-long' : undefined;
}

function newPartyProblem(name: string, known: readonly string[]): SeatingProblem | undefined {
  const sought = name.trim().normalize().toLocaleLowerCase();
  if (known.some((one) => one.normalize().toLocaleLowerCase() === sought)) return 'known';
  return textProblem(name, NAME_BYTES_MAX);
}

function isLong(text: string, bytesMax: number): boolean {
  return utf8(text.trim()).length > bytesMax;
}
