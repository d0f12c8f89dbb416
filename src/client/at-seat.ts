import type { EntryId, Position, SeatId } from '../base/ids.ts';
import type { SpokenAs } from '../protocol/seal/seal-entry.ts';
import type { SeatKeys } from '../protocol/seal/seat-keys.ts';
import type { ChannelProjection } from '../records/projection.ts';
import type { ContentOf, KindName } from '../records/registry.ts';
import type { EpochState } from './group/epoch-state.ts';
import type { HeldKeys } from './held-keys.ts';
import type { WaitingEntry } from './outbox/outbox.ts';
import type { ChannelRecord } from './record/channel-record.ts';
import type { SeatIdentity } from './seat-identity.ts';
import type { SeatSession } from './session/seat-session.ts';
import type { StorageChanges } from './storage/storage.ts';

/** What the parts of a seat that act on a person's behalf need of it. */
export interface AtSeat {
  readonly identity: SeatIdentity;
  readonly seatId: SeatId;
  readonly keys: SeatKeys;
  readonly held: HeldKeys;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly projection: ChannelProjection;
  /** Throws `NOT_SEATED` outside of one. */
  readonly epoch: EpochState;
  post<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options?: { readonly attribution?: SpokenAs },
  ): Promise<{ readonly entry: EntryId; readonly position: Position }>;
  put<Name extends KindName>(
    kind: Name,
    content: ContentOf<Name>,
    options?: { readonly attribution?: SpokenAs; readonly beside?: StorageChanges },
  ): Promise<{ readonly entry: EntryId; readonly durable: Promise<Position> }>;
  discard(entry: EntryId): Promise<boolean>;
  readonly waiting: readonly WaitingEntry[];
  synced(): Promise<void>;
  keepInVault(): Promise<void>;
}
