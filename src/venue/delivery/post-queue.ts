import type { EntryId, Position } from '../../base/ids.ts';
import type { DeviceSeat } from '../../protocol/handshake/device-seat.ts';
import { Refused, refusedMessage } from '../refused.ts';
import type { AppendOutcome, RecordStore } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { GROUP_BYTES_MAX, GROUP_ITEMS_MAX } from './limits.ts';
import type { DurableItem, LiveChannel } from './live-channel.ts';
import { messageFrame, postedFrame, type SocketFrame } from './socket-frames.ts';

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
  #waiting: Post[] = [];
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
  push(post: Post): boolean {
    if (this.#waitingBytes + post.item.length > this.#waitingBytesMax) return false;
    this.#waiting.push(post);
    this.#waitingBytes += post.item.length;
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

  #takeGroup(): Post[] {
    let bytes = 0;
    let count = 0;
    for (const { item } of this.#waiting) {
      if (count >= GROUP_ITEMS_MAX || (count > 0 && bytes + item.length > GROUP_BYTES_MAX)) break;
      bytes += item.length;
      count += 1;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #appendGroup(group: readonly Post[]): Promise<void> {
    this.#underWay += 1;
    try {
      const appends = group.map(({ channel, id, lastHandshake, item, deviceSeats }) => {
        return { channel: channel.key, id, lastHandshake, item, isHandshake: deviceSeats !== undefined };
      });
      const outcomes = await this.#store.append(appends);
      this.#onGroup(answerGroup(group, outcomes));
    } catch (cause) {
      const refused = this.#refusalOf(cause);
      for (const post of group) post.connection.sendFrame(refusalFrame(post, refused));
      this.#onGroup({ appended: 0, delivered: 0, refused: group.map(() => refused.code) });
    } finally {
      this.#underWay -= 1;
      this.#schedule();
    }
  }
}

const EPOCH_MOVED = new Refused('EPOCH_MOVED');
const QUOTA_EXCEEDED = new Refused('QUOTA_EXCEEDED');

/** Tells every author its outcome, and everyone in each channel what is new: one write a socket where it can be. */
function answerGroup(group: readonly Post[], outcomes: readonly AppendOutcome[]): GroupFigures {
  const durable = new Map<LiveChannel, DurableItem[]>();
  const answers = new Map<Connection, SocketFrame[]>();
  const refused: Refused['code'][] = [];
  let delivered = 0;
  for (let i = 0; i < group.length; i++) {
    const post = group[i] as Post;
    const outcome = outcomes[i] as AppendOutcome;
    const { frame, code } = answerOf(post, outcome);
    const frames = answers.get(post.connection);
    if (frames === undefined) answers.set(post.connection, [frame]);
    else frames.push(frame);
    if (code !== undefined) refused.push(code);
    if (outcome.kind !== 'appended') continue;
    const { item, deviceSeats } = post;
    const items = durable.get(post.channel);
    const added = { position: outcome.position, item, deviceSeats };
    if (items === undefined) durable.set(post.channel, [added]);
    else items.push(added);
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
  return { appended, delivered, refused };
}

function answerOf(post: Post, outcome: AppendOutcome): { frame: SocketFrame; code?: Refused['code'] } {
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
