import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../../../base/ids.ts';
import type { BoxId } from '../../../protocol/ballot-box/box-id.ts';
import { shuffled } from '../../log/shuffled.ts';
import type { ChannelKey } from '../store.ts';
import type { HeldItem } from './held-items.ts';

/** What is in ballot boxes, until they are closed. `[SOUND-4]` */
export class BallotBoxes {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db);
  }

  /** Bytes that may go into the record. */
  bytesOf(channel: ChannelKey): number {
    return (this.#statements.bytes.get(channel) as { bytes: number }).bytes;
  }

  /** The ballots, in an order that nothing before decides and each id once, and nothing left of box, tokens and ballots. */
  take(
    channel: ChannelKey,
    box: BoxId,
  ): { readonly channel: ChannelId; readonly ballotsMin: number; readonly ballots: readonly HeldItem[] } | undefined {
    const found = this.#statements.box.get(channel, box) as { id: ChannelId; ballotsMin: number } | undefined;
    if (found === undefined) return undefined;
    const items = this.#statements.ballots.all(channel, box) as unknown as HeldItem[];
    for (const table of ['removeBallots', 'removeSeats', 'removeBox'] as const)
      this.#statements[table].run(channel, box);
    const once = new Map(items.map((item) => [Buffer.from(item.id).toString('hex'), item]));
    return { channel: found.id, ballotsMin: found.ballotsMin, ballots: shuffled([...once.values()], randomBytes) };
  }
}

function prepare(db: DatabaseSync) {
  return {
    box: db.prepare(`
      SELECT channels.id, ballots_min AS ballotsMin
      FROM ballot_boxes JOIN channels ON channels.key = ballot_boxes.channel WHERE channel = ? AND box = ?`),
    bytes: db.prepare('SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM ballots WHERE channel = ?'),
    ballots: db.prepare('SELECT id, bytes FROM ballots WHERE channel = ? AND box = ?'),
    removeBallots: db.prepare('DELETE FROM ballots WHERE channel = ? AND box = ?'),
    removeSeats: db.prepare('DELETE FROM ballot_seats WHERE channel = ? AND box = ?'),
    removeBox: db.prepare('DELETE FROM ballot_boxes WHERE channel = ? AND box = ?'),
  };
}
