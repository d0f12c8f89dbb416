import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../../base/bytes.ts';
import type { ChannelId, EntryId } from '../../../base/ids.ts';
import type { BoxId } from '../../../protocol/ballot-box/box-id.ts';
import type { BallotStore, OpenBox } from '../store.ts';
import type { Records } from './records.ts';
import type { Synchronous } from './synchronous.ts';

/** Ballot boxes and what is cast into them, in the thread that owns the database. */
export function ballots(db: DatabaseSync, records: Records): Synchronous<BallotStore> {
  const statements = prepare(db);
  const boxOf = (channel: number, box: BoxId) => statements.box.get(channel, box) as OpenBox | undefined;

  return {
    openBox({ channel, box, opener, closesAt, ballotsMin, terms, seats, boxesMax }) {
      const open = boxOf(channel, box);
      if (open !== undefined) return equal(open.opener, opener) && equal(open.terms, terms) ? 'done' : 'exists';
      // It stands where it was closed.
      if (records.isKnown(channel, box as Uint8Array as EntryId)) return 'exists';
      if ((statements.count.get(channel) as { boxes: number }).boxes >= boxesMax) return 'full';
      statements.insertBox.run(channel, box, opener, closesAt, ballotsMin, terms);
      for (const seat of seats) statements.insertSeat.run(channel, box, seat);
      return 'done';
    },

    openBoxOf(channel, box) {
      const open = boxOf(channel, box);
      return open && { ...open };
    },

    noteBallotToken({ channel, box, seat, digest }) {
      const listed = statements.seat.get(channel, box, seat) as { digest: Uint8Array | null } | undefined;
      if (listed === undefined) return { kind: 'not-listed' };
      if (listed.digest !== null && !equal(listed.digest, digest)) return { kind: 'other' };
      if (listed.digest === null) statements.note.run(digest, channel, box, seat);
      return { kind: 'given', given: (statements.given.get(channel, box) as { given: number }).given };
    },

    castBallot({ channel, box, nonce, id, item }) {
      if (boxOf(channel, box) === undefined) return records.isKnown(channel, id) ? 'known' : 'closed';
      const cast = statements.cast.get(channel, box, nonce) as { id: Uint8Array } | undefined;
      if (cast !== undefined) return equal(cast.id, id) ? 'known' : 'spent';
      if (!records.hasRoom(channel, item.length)) return 'quota-exceeded';
      statements.insertBallot.run(channel, box, nonce, id, item);
      return 'held';
    },

    isInRecord: (channel, id) => records.isKnown(channel, id),

    boxesDue: (now, limit) =>
      (statements.due.all(now, limit) as unknown as { channel: ChannelId; box: BoxId }[]).map((row) => ({ ...row })),
  };
}

function prepare(db: DatabaseSync) {
  return {
    box: db.prepare('SELECT opener, terms FROM ballot_boxes WHERE channel = ? AND box = ?'),
    count: db.prepare('SELECT count(*) AS boxes FROM ballot_boxes WHERE channel = ?'),
    insertBox: db.prepare(`
      INSERT INTO ballot_boxes (channel, box, opener, closes_at, ballots_min, terms) VALUES (?, ?, ?, ?, ?, ?)`),
    insertSeat: db.prepare('INSERT INTO ballot_seats (channel, box, seat) VALUES (?, ?, ?)'),
    seat: db.prepare('SELECT digest FROM ballot_seats WHERE channel = ? AND box = ? AND seat = ?'),
    note: db.prepare('UPDATE ballot_seats SET digest = ? WHERE channel = ? AND box = ? AND seat = ?'),
    given: db.prepare(
      'SELECT count(*) AS given FROM ballot_seats WHERE channel = ? AND box = ? AND digest IS NOT NULL',
    ),
    cast: db.prepare('SELECT id FROM ballots WHERE channel = ? AND box = ? AND nonce = ?'),
    insertBallot: db.prepare('INSERT INTO ballots (channel, box, nonce, id, bytes) VALUES (?, ?, ?, ?, ?)'),
    due: db.prepare(`
      SELECT channels.id AS channel, ballot_boxes.box
      FROM ballot_boxes JOIN channels ON channels.key = ballot_boxes.channel
      WHERE closes_at <= ? ORDER BY closes_at LIMIT ?`),
  };
}
