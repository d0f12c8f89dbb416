import { equal } from '../../base/bytes.ts';
import type { Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { decodeBoxClosed } from '../../protocol/ballot-box/box-closed.ts';
import { readable } from '../../protocol/codec/readable.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import type { RecordHead } from '../../protocol/record-tree/record-tree.ts';
import type { Verification } from '../../protocol/seal/attribution.ts';
import { AuthenticationKeys } from '../../protocol/seal/authentication-keys.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { SkipReason } from '../../records/timeline.ts';
import type { Expected } from './adoption.ts';
import { applyOpened } from './apply-opened.ts';
import { Breath } from './breath.ts';
import { EpochCourse } from './epoch-course.ts';
import type { EpochFromOutside } from './handshake-from-outside.ts';
import { type OpenedItem, openRun } from './open-run.ts';
import { checkAnchor, placeItem } from './place-item.ts';
import { type Reading, violationAt } from './reading.ts';
import type { RecordOf } from './record-of.ts';
import { begunParts, charterOf, epochHeadOf, type RecordBeginning, type RecordParts } from './record-parts.ts';
import { verifyInOrder } from './verify-in-order.ts';

/** How many entries are opened side by side: enough to keep the cores busy, few enough to let others have their turn. */
const RUN_ITEMS_MAX = 16;

/**
 * One channel's record as one device reads it: items in, projection out.
 *
 * Trusts the venue with nothing: order, completeness, authorship and authority are checked, and what breaks a promise
 * comes out as a violation. Owned by its seat, which lets one call of `read` end before the next.
 */
export class ChannelRecord {
  readonly #of: RecordOf;
  readonly #auth: AuthenticationKeys;
  readonly #parts: RecordParts;
  readonly #course: EpochCourse;

  constructor(of: RecordOf, parts: RecordParts) {
    this.#of = of;
    this.#parts = parts;
    this.#auth = new AuthenticationKeys({ channel: of.channel, seat: of.seat, static: of.keys.static });
    this.#course = new EpochCourse(of, parts);
  }

  /** A record that begins at a frontier, with the keys that were given for what follows. */
  static begin(of: RecordOf, from: RecordBeginning): ChannelRecord {
    return new ChannelRecord(of, begunParts(of.channel, from, of.clock()));
  }

  get parts(): Readonly<RecordParts> {
    return this.#parts;
  }

  get auth(): AuthenticationKeys {
    return this.#auth;
  }

  get cursor(): Position {
    return this.#parts.tree.size as number as Position;
  }

  get head(): RecordHead {
    return this.#parts.tree.head();
  }

  get room(): ChannelProjection {
    return this.#parts.room;
  }

  /**
   * Before the handshake is sent: a device cannot process its own commit. It stays expected until the epoch ends: a venue
   * that says no may order it all the same.
   */
  expect(expected: Expected): void {
    this.#course.expect(expected);
  }

  /** What a device without a group needs to rejoin it. */
  get outside(): EpochFromOutside | undefined {
    return this.#parts.outside;
  }

  /** The latest. */
  get expected(): Expected | undefined {
    return this.#course.expected;
  }

  /** Reads the next items. `from` is where the venue says that they stand. */
  async read(from: number, items: readonly Uint8Array[]): Promise<readonly Reading[]> {
    const { cursor } = this;
    if (this.#parts.phase === 'removed') return [];
    if (from > cursor) return [violationAt('gap', cursor, new Uint8Array(0))];
    const readings: Reading[] = [];
    const breath = new Breath();
    let next = cursor - from; // What was read before is not read again.
    while (next < items.length && this.#isStillReading()) {
      const run = runOfEntries(items, next);
      await breath.ifDue();
      if (run.length > 0) readings.push(...(await this.#readRun(run)));
      next += run.length;
      const item = items[next];
      if (run.length > 0 || item === undefined) continue;
      if (itemKind(item) === 'box-closed') readings.push(...this.#readBoxClosed(item));
      else readings.push(...(await this.#course.read(item)));
      next += 1;
    }
    return readings;
  }

  #isStillReading(): boolean {
    return this.#parts.phase !== 'removed';
  }

  async #readRun(items: readonly Uint8Array[]): Promise<readonly Reading[]> {
    const { keyring } = this.#parts;
    const run = await openRun(items, { channel: this.#of.channel, recordSecret: (epoch) => keyring.of(epoch) });
    const isOfTheNext = ({ opened }: OpenedItem) =>
      opened.header !== undefined && this.#course.hasGoneOn(opened.header.epoch);
    const readings: Reading[] = run.some(isOfTheNext) ? [...(await this.#course.losePlace())] : [];
    // From outside an entry itself may tell that an epoch began, and which keys are forgotten with the one before.
    const step = this.#parts.phase === 'seated' ? run.length : 1;
    for (let next = 0; next < run.length; next += step) {
      readings.push(...(await this.#readEntries(run.slice(next, next + step))));
    }
    return readings;
  }

  async #readEntries(run: readonly OpenedItem[]): Promise<readonly Reading[]> {
    const placed = run.map((opened) => placeItem(this.#parts, this.#of.clock, opened));
    const due = placed.flatMap(({ entry }) => entry ?? []);
    const { knownKeys } = this.#parts;
    const verifications = await verifyInOrder(due, {
      charter: charterOf(this.#parts),
      epochHead: epochHeadOf(this.#parts),
      headOf: (epoch) => epochHeadOf(this.#parts, epoch),
      keys: this.#auth,
      knownKeys,
    });
    const readings: Reading[] = [];
    let verified = 0;
    for (const { position, item, readings: before, entry } of placed) {
      // Here, not when it was placed: the room is told in the record's order, however the venue cut it. [RECORD-4]
      for (const reading of before) if (reading.kind === 'skipped') this.#noteSkipped(reading);
      readings.push(...before);
      if (entry === undefined) continue;
      const verification = verifications[verified++] as Verification;
      readings.push(...this.#suspicions(position, item, verification));
      readings.push(
        await applyOpened(this.#parts.journal, position, entry, { verification, charter: charterOf(this.#parts) }),
      );
    }
    return readings;
  }

  /** What follows may be its ballots, so it is read before they are. `[SOUND-6]` */
  #readBoxClosed(item: Uint8Array): readonly Reading[] {
    const { tree, journal } = this.#parts;
    const position = tree.size as number as Position;
    tree.append(item);
    const anchored = checkAnchor(this.#parts, position, item);
    const closed = readable(() => decodeBoxClosed(item));
    if (closed === undefined || !equal(closed.channel, this.#of.channel)) {
      const skip = { kind: 'skipped', position, entry: undefined, reason: 'UNREADABLE' } as const;
      this.#noteSkipped(skip);
      return [...anchored, skip];
    }
    const { box, ballots } = closed;
    journal.apply({ kind: 'box-closed', position, box: toHex(box), ballots });
    return [...anchored, { kind: 'box-closed', position, box, ballots }];
  }

  #noteSkipped({ position, reason }: Extract<Reading, { kind: 'skipped' }>): void {
    const { journal } = this.#parts;
    if (reason === 'BALLOT_OF_OTHERS') return;
    if (reason === 'NOT_FOR_THIS_SEAT') journal.apply({ kind: 'missed', position });
    else journal.apply({ kind: 'skipped', position, reason: reason as SkipReason });
  }

  /** What is not as its author should have made it; it is shown, and says nothing against others. */
  #suspicions(position: Position, item: Uint8Array, verification: Verification): readonly Reading[] {
    if (verification.kind === 'forged') return [violationAt('forged', position, item)];
    const fits = !('sharesFit' in verification) || verification.sharesFit;
    return fits ? [] : [violationAt('shares', position, item)];
  }
}

function runOfEntries(items: readonly Uint8Array[], from: number): readonly Uint8Array[] {
  let end = from;
  while (end < items.length && end - from < RUN_ITEMS_MAX && isNoHandshake(items[end] as Uint8Array)) end += 1;
  return items.slice(from, end);
}

/** What is neither a founding nor a handshake nor a closed box is read as an entry, and found broken if it is none. */
function isNoHandshake(item: Uint8Array): boolean {
  const kind = itemKind(item);
  return kind !== 'founding' && kind !== 'handshake' && kind !== 'box-closed';
}
