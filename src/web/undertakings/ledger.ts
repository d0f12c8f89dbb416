import type { RoomSlice } from '../../records/seat/room-slice.ts';
import type { IdText } from '../../records/timeline.ts';
import type {
  UndertakingSlice,
  UndertakingStatus,
  UndertakingView,
} from '../../records/undertaking/undertaking-slice.ts';
import { type Day, dayNumber } from '../calendar/days.ts';
import { inOrder } from '../room/in-order.ts';

export interface ListedUndertaking {
  readonly key: IdText;
  readonly undertaking: UndertakingView;
}

export interface Ledger {
  /** Not settled: what is due first stands first, what has no date last. */
  readonly open: readonly ListedUndertaking[];
  /** Kept, partly kept, lapsed or reversed: the latest word first. */
  readonly settled: readonly ListedUndertaking[];
}

export function ledger(undertakings: UndertakingSlice): Ledger {
  const all = inOrder(undertakings).map(([key, undertaking]): ListedUndertaking => ({ key, undertaking }));
  const due = ({ undertaking }: ListedUndertaking) => undertaking.byWhen ?? '9999-99';
  const lastWord = ({ undertaking }: ListedUndertaking) => undertaking.updates.at(-1)?.position ?? 0;
  return {
    open: all.filter(isOpen).sort((a, b) => due(a).localeCompare(due(b))),
    settled: all.filter((one) => !isOpen(one)).sort((a, b) => lastWord(b) - lastWord(a)),
  };
}

function isOpen({ undertaking }: ListedUndertaking): boolean {
  return undertaking.status === 'open';
}

/** How far off its day is. The day itself is not late yet. */
export type Due =
  | { readonly kind: 'no-date' }
  | { readonly kind: 'settled' }
  | { readonly kind: 'today' }
  | { readonly kind: 'ahead'; readonly days: number }
  | { readonly kind: 'overdue'; readonly days: number };

export function dueOf({ status, byWhen }: UndertakingView, today: Day): Due {
  if (status !== 'open') return { kind: 'settled' };
  if (byWhen === null) return { kind: 'no-date' };
  const days = dayNumber(byWhen) - dayNumber(today);
  if (days === 0) return { kind: 'today' };
  return days > 0 ? { kind: 'ahead', days } : { kind: 'overdue', days: -days };
}

/** How one party's undertakings stand. */
export interface PartyStanding {
  readonly party: IdText;
  readonly name: string;
  readonly counts: Readonly<Record<UndertakingStatus, number>>;
  /** Of the open ones. */
  readonly overdue: number;
}

/** Of every party that has given one, by name: the same table for all who look. */
export function standings(
  { byEntry }: UndertakingSlice,
  parties: RoomSlice['parties'],
  today: Day,
): readonly PartyStanding[] {
  const byParty = Map.groupBy(Object.values(byEntry), ({ party }) => party);
  return [...byParty]
    .map(([party, given]): PartyStanding => {
      const counts: Record<UndertakingStatus, number> = { open: 0, kept: 0, 'partly kept': 0, lapsed: 0, reversed: 0 };
      for (const { status } of given) counts[status] += 1;
      const overdue = given.filter((one) => dueOf(one, today).kind === 'overdue').length;
      return { party, name: parties[party]?.name ?? '', counts, overdue };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
