import type { Track } from '../../protocol/charter/ground-rules.ts';
import type { CommuniqueKind } from '../../protocol/disclosure/disclosure.ts';
import type { IdText } from '../../records/timeline.ts';
import type { UndertakingStatus } from '../../records/undertaking/undertaking-slice.ts';
import type { ZonedTime } from '../../records/when.ts';
import type { Day } from '../calendar/days.ts';

/** What stands on the timeline of a process. Texts are those of the record; everything else is said by the catalogue. */
export type ProcessItem =
  | MeetingItem
  | TransferItem
  | DepartureItem
  | ArrivalItem
  | UndertakingItem
  | CommuniqueItem
  | OutsideEventItem;

interface Item {
  /** Of this item alone: `channel/entry`. */
  readonly key: string;
  /** The tracks that it stands on: one, but for a transfer, which has the one that it leaves and the one that it reaches. */
  readonly lanes: readonly Track[];
  /** A meeting stands on the days of its own place, an event on its own days; what has only an instant, on ours. */
  readonly first: Day;
  readonly last: Day;
  /** Where it begins and ends, in days since 1970 with their fractions. */
  readonly start: number;
  readonly end: number;
  /** May be empty: of a statement that was carried, say, which has none. */
  readonly title: string;
  readonly place: string;
  readonly channel: IdText;
  readonly entry: IdText;
}

export interface MeetingItem extends Item {
  readonly kind: 'meeting';
  /** `past`: its time is over, and nobody has said whether it was held. */
  readonly state: 'planned' | 'past' | 'held' | 'cancelled';
  readonly purpose: string;
  readonly from: ZonedTime;
  readonly until: ZonedTime;
}

/** Both ends of a transfer, where this person sits at both and they are certain. */
export interface TransferItem extends Item {
  readonly kind: 'transfer';
  readonly state: 'carried';
  readonly to: { readonly channel: IdText; readonly entry: IdText; readonly first: Day; readonly start: number };
  /** Why they are certain. */
  readonly because: 'carried by this person' | 'the same words';
}

/** Text was carried out of here. Where to, the record does not say. */
export interface DepartureItem extends Item {
  readonly kind: 'departure';
  readonly state: 'carried';
}

/** Text was put forward here. Where from, if from anywhere, the record does not say. */
export interface ArrivalItem extends Item {
  readonly kind: 'arrival';
  readonly state: 'put forward';
}

/** Stands on the day on which it is due. */
export interface UndertakingItem extends Item {
  readonly kind: 'undertaking';
  readonly state: UndertakingStatus | 'overdue';
  readonly party: IdText;
}

export interface CommuniqueItem extends Item {
  readonly kind: 'communiqué';
  readonly state: 'published';
  readonly of: CommuniqueKind | undefined;
  readonly titles: readonly { readonly language: string; readonly title: string }[];
  readonly link: string;
}

export interface OutsideEventItem extends Item {
  readonly kind: 'outside event';
  readonly state: 'noted';
  readonly source: string;
}

/** What lasts, and is drawn as long as it does: all else stands at a point of the axis. */
export function hasLength({ kind }: Pick<ProcessItem, 'kind'>): boolean {
  return kind === 'meeting' || kind === 'outside event';
}

/** What has no day: it is shown beside the timeline. */
export interface UndatedItem {
  readonly key: string;
  readonly kind: 'undertaking' | 'departure' | 'arrival' | 'communiqué';
  readonly lane: Track;
  readonly title: string;
  readonly channel: IdText;
  readonly entry: IdText;
}
