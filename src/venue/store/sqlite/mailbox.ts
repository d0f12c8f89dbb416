import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../../base/bytes.ts';
import type { WaitingKnock } from '../../../protocol/wire/venue-message.ts';
import type { MailboxStore } from '../store.ts';
import type { Synchronous } from './synchronous.ts';

interface KnockRow {
  sealed: Uint8Array;
  state: 'waiting' | 'admitted' | 'dismissed';
  admission: Uint8Array | null;
}

export function mailbox(db: DatabaseSync): Synchronous<MailboxStore> {
  const statements = prepare(db);
  const knockRow = (invitation: Uint8Array, knock: Uint8Array) =>
    statements.knock.get(invitation, knock) as KnockRow | undefined;
  const isOf = (channel: number, invitation: Uint8Array) => statements.isOf.get(invitation, channel) !== undefined;

  return {
    invite(invitation, channel, expiresAt, { now, perChannel }) {
      if (statements.exists.get(invitation) !== undefined) return 'exists';
      const { n } = statements.invitationsOf.get(channel, now) as { n: number };
      if (n >= perChannel) return 'full';
      statements.invite.run(invitation, channel, expiresAt);
      return 'done';
    },

    knock(invitation, knock, sealed, { now, perInvitation }) {
      const open = statements.open.get(invitation, now) as { channel: Uint8Array } | undefined;
      if (open === undefined) return { kind: 'unknown' };
      const before = knockRow(invitation, knock);
      if (before !== undefined) return { kind: equal(before.sealed, sealed) ? 'known' : 'exists' };
      const { n } = statements.knocksAt.get(invitation) as { n: number };
      if (n >= perInvitation) return { kind: 'full' };
      statements.insertKnock.run(invitation, knock, sealed);
      return { kind: 'waiting', channel: open.channel as never };
    },

    waitingKnocks(channel, now, limit) {
      return (statements.waiting.all(channel, now, limit) as unknown as WaitingKnock[]).map((row) => ({ ...row }));
    },

    admit(channel, invitation, knock, sealed) {
      if (!isOf(channel, invitation)) return 'unknown';
      const before = knockRow(invitation, knock);
      if (before?.state === 'admitted' && before.admission !== null && equal(before.admission, sealed)) return 'done';
      if (before?.state !== 'waiting') return 'unknown';
      statements.admit.run(sealed, invitation, knock);
      return 'done';
    },

    dismiss(channel, invitation, knock) {
      if (!isOf(channel, invitation)) return 'unknown';
      if (knock === undefined) {
        statements.withdraw.run(invitation);
        return 'done';
      }
      const before = knockRow(invitation, knock);
      if (before === undefined || before.state === 'admitted') return 'unknown';
      statements.dismiss.run(invitation, knock);
      return 'done';
    },

    answer(invitation, knock, now) {
      const row = knockRow(invitation, knock);
      if (row === undefined) return { kind: 'unknown' };
      if (row.state === 'admitted' && row.admission !== null) return { kind: 'admitted', sealed: row.admission };
      if (row.state === 'dismissed') return { kind: 'dismissed' };
      return { kind: statements.open.get(invitation, now) === undefined ? 'unknown' : 'waiting' };
    },

    forgetExpired(now) {
      statements.forget.run(now);
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    exists: db.prepare('SELECT 1 FROM invitations WHERE id = ?'),
    isOf: db.prepare('SELECT 1 FROM invitations WHERE id = ? AND channel = ?'),
    open: db.prepare(`
      SELECT channels.id AS channel FROM invitations JOIN channels ON channels.key = invitations.channel
      WHERE invitations.id = ? AND expires_at > ?`),
    invitationsOf: db.prepare('SELECT count(*) AS n FROM invitations WHERE channel = ? AND expires_at > ?'),
    invite: db.prepare('INSERT INTO invitations VALUES (?, ?, ?)'),
    withdraw: db.prepare('DELETE FROM invitations WHERE id = ?'),
    forget: db.prepare('DELETE FROM invitations WHERE expires_at <= ?'),
    knock: db.prepare('SELECT sealed, state, admission FROM knocks WHERE invitation = ? AND id = ?'),
    knocksAt: db.prepare('SELECT count(*) AS n FROM knocks WHERE invitation = ?'),
    insertKnock: db.prepare("INSERT INTO knocks VALUES (?, ?, ?, 'waiting', NULL)"),
    waiting: db.prepare(`
      SELECT invitation, knocks.id AS knock, sealed FROM knocks JOIN invitations ON invitations.id = knocks.invitation
      WHERE channel = ? AND state = 'waiting' AND expires_at > ? ORDER BY knocks.rowid LIMIT ?`),
    admit: db.prepare("UPDATE knocks SET state = 'admitted', admission = ? WHERE invitation = ? AND id = ?"),
    dismiss: db.prepare("UPDATE knocks SET state = 'dismissed' WHERE invitation = ? AND id = ?"),
  };
}
