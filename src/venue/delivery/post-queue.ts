import type { EntryId, Position } from '../../base/ids.ts';
import type { BoxId } from '../../protocol/ballot-box/box-id.ts';
import type { DeviceSeat } from '../../protocol/handshake/device-seat.ts';
import { Refused, refusedMessage } from '../refused.ts';
import type { Append, AppendOutcome, RecordStore } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { GROUP_BYTES_MAX, GROUP_ITEMS_MAX } from './limits.ts';
import type { DurableItem, LiveChannel } from './live-channel.ts';
import { messageFrame, postedFrame, type SocketFrame } from './socket-frames.ts';

/** What goes to the store for one channel. */
export type Queued = Post | ReleasePost;

/** Asks for what the channel holds `[UNATTR-6]`, or for what is in one of its ballot boxes. `[SOUND-4]` */
export interface ReleasePost {
  readonly channel: LiveChannel;
  readonly box?: BoxId | undefined;
  /** When it is in the record, or nothing was held. */
  readonly done: (refused?: Refused) => void;
}

/** A post or commit that may be appended, as far as the venue can tell before the store has ordered it. */
export interface Post {
  readonly connection: Connection;
  readonly requestId: number;
  readonly channel: LiveChannel;
  readonly id: EntryId;
  readonly lastHandshake: Position;
  readonly item: Uint8Array;
  /** Of a handshake. */
  readonly deviceSeats: readonly DeviceSeat[] | undefined;
}

/** What a group of posts came to; for figures. */
export interface GroupFigures {
  readonly appended: number;
  readonly delivered: number;
  readonly refused: readonly Refused['code'][];
}

/** Groups that the store works on at once: one on the disk, and one that is ready when it is done. */
const GROUPS_UNDER_WAY_MAX = 2;

/**
 * Posts of all channels on their way to the store, in groups.
 *
 * Everything that came in during one turn of the event loop, or while the store was busy, goes together: the busier
 * the venue, the larger the groups.
 */
export class PostQueue {
  readonly #store: RecordStore;
  readonly #onGroup: (figures: GroupFigures) => void;
  readonly #refusalOf: (error: unknown) => Refused;
  readonly #waitingBytesMax: number;
  // Owned here, as are the three below.
  #waiting: Queued[] = [];
  #waitingBytes = 0;
  #underWay = 0;
  #isScheduled = false;

  /** `refusalOf` is asked once for a group that the store failed. */
  constructor(
    store: RecordStore,
    waitingBytesMax: number,
    onGroup: (figures: GroupFigures) => void,
    refusalOf: (error: unknown) => Refused,
  ) {
    this.#store = store;
    this.#waitingBytesMax = waitingBytesMax;
    this.#onGroup = onGroup;
    this.#refusalOf = refusalOf;
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && this.#waiting.length === 0;
  }

  /** Gives whether there was room. */
  push(post: Queued): boolean {
    const bytes = bytesOf(post);
    if (this.#waitingBytes + bytes > this.#waitingBytesMax) return false;
    this.#waiting.push(post);
    this.#waitingBytes += bytes;
    this.#schedule();
    return true;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#underWay >= GROUPS_UNDER_WAY_MAX || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#appendGroup(this.#takeGroup());
    });
  }

  #takeGroup(): Queued[] {
    let bytes = 0;
    let count = 0;
    for (const post of this.#waiting) {
      const length = bytesOf(post);
      if (count >= GROUP_ITEMS_MAX || (count > 0 && bytes + length > GROUP_BYTES_MAX)) break;
      bytes += length;
      count += 1;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #appendGroup(group: readonly Queued[]): Promise<void> {
    this.#underWay += 1;
    try {
      const outcomes = await this.#store.append(group.map(appendOf));
      this.#onGroup(answerGroup(group, outcomes));
    } catch (cause) {
      const refused = this.#refusalOf(cause);
      for (const post of group) {
        if ('done' in post) post.done(refused);
        else post.connection.sendFrame(refusalFrame(post, refused));
      }
      this.#onGroup({ appended: 0, delivered: 0, refused: group.map(() => refused.code) });
    } finally {
      this.#underWay -= 1;
      this.#schedule();
    }
  }
}

const NO_ID = new Uint8Array(16) as EntryId;
const NO_ITEM = new Uint8Array(0);

function bytesOf(post: Queued): number {
  return 'item' in post ? post.item.length : 0;
}

function appendOf(post: Queued): Append {
  const channel = post.channel.key;
  if ('done' in post) {
    const { box } = post;
    const kind = box === undefined ? 'release' : 'close-box';
    const id = box === undefined ? NO_ID : (box as Uint8Array as EntryId);
    return { channel, kind, id, lastHandshake: 0 as Position, item: NO_ITEM };
  }
  const { id, lastHandshake, item, deviceSeats } = post;
  return { channel, kind: deviceSeats === undefined ? 'entry' : 'handshake', id, lastHandshake, item };
}

const EPOCH_MOVED = new Refused('EPOCH_MOVED');
const QUOTA_EXCEEDED = new Refused('QUOTA_EXCEEDED');

/** Tells every author its outcome, and everyone in each channel what is new: one write a socket where it can be. */
function answerGroup(group: readonly Queued[], outcomes: readonly AppendOutcome[]): GroupFigures {
  const durable = new Map<LiveChannel, DurableItem[]>();
  const answers = new Map<Connection, SocketFrame[]>();
  const refused: Refused['code'][] = [];
  let delivered = 0;
  for (let i = 0; i < group.length; i++) {
    const post = group[i] as Queued;
    const outcome = outcomes[i] as AppendOutcome;
    const released = 'released' in outcome ? outcome.released : undefined;
    released?.items.forEach((item, n) => {
      addTo(durable, post.channel, { position: (released.from + n) as Position, item, deviceSeats: undefined });
    });
    if ('done' in post) continue;
    const { frame, code } = answerOf(post, outcome as Exclude<AppendOutcome, { kind: 'released' }>);
    const frames = answers.get(post.connection);
    if (frames === undefined) answers.set(post.connection, [frame]);
    else frames.push(frame);
    if (code !== undefined) refused.push(code);
    if (outcome.kind !== 'appended') continue;
    const { item, deviceSeats } = post;
    addTo(durable, post.channel, { position: outcome.position, item, deviceSeats });
  }
  for (const [connection, frames] of answers) {
    connection.cork();
    // A write costs more than the few bytes of an answer.
    connection.sendFrame(frames.length === 1 ? (frames[0] as SocketFrame) : Buffer.concat(frames));
  }
  let appended = 0;
  for (const [channel, items] of durable) {
    appended += items.length;
    delivered += items.length * channel.connections.size;
    channel.deliver(items);
  }
  for (const connection of answers.keys()) connection.uncork();
  for (const post of group) if ('done' in post) post.done();
  return { appended, delivered, refused };
}

function addTo(durable: Map<LiveChannel, DurableItem[]>, channel: LiveChannel, item: DurableItem): void {
  const items = durable.get(channel);
  if (items === undefined) durable.set(channel, [item]);
  else items.push(item);
}

function answerOf(
  post: Post,
  outcome: Exclude<AppendOutcome, { kind: 'released' }>,
): { frame: SocketFrame; code?: Refused['code'] } {
  switch (outcome.kind) {
    case 'appended':
    case 'known':
      return { frame: postedFrame(post.requestId, outcome.position) };
    case 'epoch-moved':
      return { frame: refusalFrame(post, EPOCH_MOVED), code: 'EPOCH_MOVED' };
    case 'quota-exceeded':
      return { frame: refusalFrame(post, QUOTA_EXCEEDED), code: 'QUOTA_EXCEEDED' };
  }
}

function refusalFrame({ requestId }: Post, refused: Refused): SocketFrame {
  return messageFrame(requestId, refusedMessage(refused));
}
