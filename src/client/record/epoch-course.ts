import type { EntryId, Epoch, Position, SeatId } from '../../base/ids.ts';
import { type Charter, decodeCharter, findSeat } from '../../protocol/charter/charter.ts';
import type { Founding } from '../../protocol/handshake/founding.ts';
import type { Handshake } from '../../protocol/handshake/handshake.ts';
import { acceptHandshake } from '../group/accept-handshake.ts';
import type { ChannelSecret } from '../group/channel-secrets.ts';
import type { EpochState } from '../group/epoch-state.ts';
import { type Expected, expectedAt, isAsExpected } from './adoption.ts';
import { epochFromOutside, readHandshake } from './handshake-from-outside.ts';
import { checkAnchor } from './place-item.ts';
import { type Reading, violationAt } from './reading.ts';
import type { RecordOf } from './record-of.ts';
import { type EpochStart, type RecordParts, turnEpoch } from './record-parts.ts';

type Edge = Omit<EpochStart, 'generation'>;

/**
 * Follows a record from epoch to epoch: which handshake ends the present one, and what this device is in the next.
 *
 * In the group it judges as every member does; from outside it goes by what was left for those who rejoin. Owned by the
 * record, whose parts it changes.
 */
export class EpochCourse {
  readonly #of: RecordOf;
  readonly #parts: RecordParts;
  /** Of the present epoch: all that this device made or was given, whatever the venue answered to them. */
  #expected: readonly Expected[] = [];
  /** Its own commit of the present epoch, which it does not know: void, unless the others go on from it. */
  #doubted: { readonly item: Uint8Array; readonly read: Handshake; readonly edge: Edge } | undefined;

  constructor(of: RecordOf, parts: RecordParts) {
    this.#of = of;
    this.#parts = parts;
  }

  expect(expected: Expected): void {
    this.#expected = [...this.#expected, expected];
  }

  /** The latest. */
  get expected(): Expected | undefined {
    return this.#expected.at(-1);
  }

  /** Puts the next item, a founding or a handshake, into the record, and enters the epoch that it begins, if it does. */
  async read(item: Uint8Array): Promise<readonly Reading[]> {
    const position = this.#parts.tree.size as number as Position;
    const edge = { position, since: this.#of.clock(), frontier: this.#parts.tree.frontier() };
    this.#parts.tree.append(item);
    let readings: readonly Reading[];
    try {
      readings = await this.#judgeHandshake(item, edge);
    } catch (cause) {
      // Whatever made us stumble, the next candidate must find us standing: one bad commit wedges nothing. [ORDER-1]
      const id = readHandshake(item, this.#of.channel);
      const handshake = id?.kind === 'handshake' ? id.id : undefined;
      readings = [{ kind: 'handshake-refused', position, handshake, reason: 'FAILED', cause }];
    }
    // Last, so that nobody posts under the old epoch while naming this handshake. [ORDER-3]
    this.#parts.lastHandshake = position;
    return [...readings, ...checkAnchor(this.#parts, position, item)];
  }

  async #judgeHandshake(item: Uint8Array, edge: Edge): Promise<readonly Reading[]> {
    const parts = this.#parts;
    const { position } = edge;
    const read = readHandshake(item, this.#of.channel);
    const id = read?.kind === 'handshake' ? read.id : undefined;
    const refused = (reason: Extract<Reading, { kind: 'handshake-refused' }>['reason']): Reading => {
      parts.journal.apply({
        kind: 'skipped',
        position,
        reason: reason === 'UNREADABLE' ? 'UNREADABLE' : 'HANDSHAKE_REFUSED',
      });
      return { kind: 'handshake-refused', position, handshake: id, reason };
    };
    if (read === undefined) return [refused('UNREADABLE')];
    if (read.kind === 'handshake' && this.#isAfterDoubted(read.epoch)) {
      const lost = await this.losePlace();
      if (lost.length > 0) return [...lost, ...(await this.#readFromOutside(read, edge))];
    }
    const isSeated = parts.phase === 'seated';
    const found = { position, epoch: isSeated ? parts.state?.epoch : this.#parts.outside?.epoch, isSeated };
    const expected = expectedAt(this.#expected, read, found);
    if (expected !== undefined) {
      // Everyone else refuses it too.
      if (!(await isAsExpected(this.#of, expected, read))) {
        return [violationAt('altered', position, item), refused('ENVELOPE')];
      }
      return [this.#enter(edge, { ...expected, committer: this.#committerOf(expected), handshake: id })];
    }
    if (parts.phase === 'before-joining') return await this.#readFromOutside(read, edge);
    if (read.kind === 'founding' || parts.state === undefined || read.epoch !== parts.state.epoch) {
      return [refused('NOT_THE_FIRST')];
    }
    const secret = parts.channelKeys.newest() as ChannelSecret;
    const acceptance = await acceptHandshake(this.#of.mls, { state: parts.state, secret }, read);
    switch (acceptance.kind) {
      case 'refused':
        if (acceptance.reason === 'OWN_COMMIT') this.#doubted = { item, read, edge };
        return [refused(acceptance.reason)];
      case 'removed': {
        const { charterAfter, committer } = acceptance.commit;
        this.#show(position, decodeCharter(charterAfter), parts.state.charter, committer.seatId);
        parts.phase = 'removed';
        parts.state = undefined;
        return [{ kind: 'removed', position }];
      }
      case 'accepted':
        return [this.#enter(edge, { ...acceptance, committer: acceptance.commit.committer.seatId, handshake: id })];
    }
  }

  async #readFromOutside(read: Founding | Handshake, edge: Edge): Promise<readonly Reading[]> {
    const { channelKeys } = this.#parts;
    const outside = await epochFromOutside(this.#of, { channelKeys, before: this.#parts.outside }, read);
    if (outside === undefined) return [];
    channelKeys.keep(outside.secret);
    turnEpoch(this.#parts, outside.epoch, this.#of.clock(), { ...edge, generation: outside.secret.generation });
    this.#show(edge.position, outside.charter, this.#parts.outside?.charter, outside.committer);
    this.#parts.outside = outside;
    return [
      { kind: 'epoch-began', position: edge.position, handshake: read.kind === 'handshake' ? read.id : undefined },
    ];
  }

  /**
   * Another candidate beside its own, too, and were it this device's next try: it comes second for everyone else, whom
   * this device would lose by taking it.
   */
  #isAfterDoubted(epoch: Epoch): boolean {
    return this.hasGoneOn(epoch) || (this.#doubted !== undefined && epoch === this.#parts.epoch);
  }

  /** Something of the epoch after a commit of this device's own that it could not go on from: others could. */
  hasGoneOn(epoch: Epoch): boolean {
    return this.#doubted !== undefined && epoch === this.#parts.epoch + 1;
  }

  /**
   * A commit of this very device was ordered that it no longer knows: it was stopped, or the venue had said no. The
   * others have gone on with it, so this device steps out, to come back as one that lost its state.
   */
  async losePlace(): Promise<readonly Reading[]> {
    const parts = this.#parts;
    const { state } = parts;
    const doubted = this.#doubted;
    const secret = parts.channelKeys.newest();
    this.#doubted = undefined;
    if (state === undefined || secret === undefined || doubted === undefined) return [];
    const { epoch, charter, charterBytes, leaves } = state;
    const before = {
      epoch,
      charter,
      charterBytes,
      leaves,
      secret,
      committer: this.#of.seat,
      groupInfo: new Uint8Array(0),
    };
    const { channelKeys } = parts;
    if ((await epochFromOutside(this.#of, { channelKeys, before }, doubted.read)) === undefined) return [];
    this.#parts.outside = before;
    parts.phase = 'before-joining';
    parts.state = undefined;
    const { position } = doubted.edge;
    const violation = violationAt('unordered', position, doubted.item);
    return [violation, ...(await this.#readFromOutside(doubted.read, doubted.edge)), { kind: 'unseated', position }];
  }

  /** Of its own commit this seat; of the one that seated it, whoever vouches for it. */
  #committerOf({ where, next }: Expected): SeatId {
    const own = findSeat(next.charter, this.#of.seat);
    return 'position' in where && own !== undefined ? own.vouchedBy : this.#of.seat;
  }

  #enter(
    edge: Edge,
    of: { next: EpochState; secret: ChannelSecret; committer: SeatId; handshake: EntryId | undefined },
  ): Reading {
    const parts = this.#parts;
    const { next, secret, committer, handshake } = of;
    const before = parts.state;
    parts.phase = 'seated';
    parts.state = next;
    parts.keyring.keep(next.epoch, next.recordSecret);
    parts.channelKeys.keep(secret);
    turnEpoch(parts, next.epoch, this.#of.clock(), { ...edge, generation: secret.generation });
    this.#show(edge.position, next.charter, before?.charter ?? this.#parts.outside?.charter, committer);
    this.#parts.outside = undefined;
    this.#expected = [];
    this.#doubted = undefined;
    if (before !== undefined) this.#of.mls.erase(before.group, next.group);
    return { kind: 'epoch-began', position: edge.position, handshake };
  }

  #show(position: Position, after: Charter, before: Charter | undefined, committer: SeatId): void {
    const { journal, epoch } = this.#parts;
    const handshake = { position, epoch, charterBefore: before, charterAfter: after, committer };
    journal.apply({ kind: 'handshake', handshake });
  }
}
