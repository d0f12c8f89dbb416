// A text in a record is proven by a quorum of parties together, by its author, and by nobody else.
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { type ChannelId, type Commitment, type EntryId, idText, type PartyId } from '../../src/base/ids.ts';
import { auditShares } from '../../src/protocol/commitment/audit.ts';
import { opensCommitment } from '../../src/protocol/commitment/commitment.ts';
import { keyPair, type X25519KeyPair } from '../../src/protocol/crypto/x25519.ts';
import type { Body } from '../../src/protocol/seal/body.ts';
import type { Share } from '../../src/protocol/seal/share.ts';
import { openShare, type ShareContext, shareHolders, sharesNeeded } from '../../src/protocol/seal/shares.ts';
import { hear, type Member, open, openRoom, type Room, type RoomPlan, say } from '../support/room.ts';

const text = utf8('We could live with that.');

/** One entry said in such a room, and what there is to open it with. */
async function said(plan: RoomPlan) {
  const room = await openRoom(plan);
  const { item, commitment, salt } = await say(room, room.members[0] as Member, text);
  const opened = await open(room, item);
  if (opened.kind !== 'opened') throw new Error('it opens');
  const context: ShareContext = { channel: room.channel, entry: opened.header.entry, commitment };
  return { room, item, context, commitment, salt, shares: opened.shares };
}

const keyOf = (room: Room, party: PartyId) => room.shareKeys.get(idText(party)) as X25519KeyPair;

function openOwn(room: Room, context: ShareContext, share: Share): Promise<Uint8Array | undefined> {
  return openShare(context, share, keyOf(room, share.party).secret);
}

describe('shares of the salt', () => {
  test.each([
    ['all of two', { parties: 2 }, 2],
    ['all of three', { parties: 3 }, 3],
    ['two of three', { parties: 3, rules: { quorum: 2 } }, 2],
    ['a quorum of more than are seated', { parties: 3, rules: { quorum: 5 } }, 3],
    ['two, the secretariat without a share', { parties: 3, secretariat: true }, 2],
    ['three, the secretariat with one', { parties: 3, secretariat: true, rules: { secretariatHoldsShare: true } }, 3],
  ] as const)('[SHARE-1] %s: k shares give the salt, k − 1 nothing', async (_, plan, needed) => {
    const { room, context, commitment, salt, shares } = await said(plan);
    expect(sharesNeeded(room.charter)).toBe(needed);
    expect(shares.map(({ party }) => party)).toEqual(shareHolders(room.charter).map(({ party }) => party));
    const own = await Promise.all(shares.map((share) => openOwn(room, context, share)));
    const usable = own.filter((share) => share !== undefined);
    expect(usable.length).toBe(shares.length);
    expect(await auditShares(usable.slice(-needed), commitment, text)).toEqual({ kind: 'opened', salt });
    expect(await auditShares(usable.slice(0, needed - 1), commitment, text)).toEqual({ kind: 'mismatch' });
  });

  test('[COMMIT-1] the author opens its own entry alone', async () => {
    const { commitment, salt } = await said({ parties: 3 });
    expect(opensCommitment(commitment, salt as Uint8Array, text)).toBe(true);
  });

  test("[SHARE-2] a share opens with its party's key only, and for its entry, party and generation only", async () => {
    const { room, context, shares } = await said({ parties: 2 });
    const [share, others] = shares as readonly [Share, Share];
    const own = keyOf(room, share.party).secret;
    expect(await openShare(context, share, own)).toBeDefined();
    expect(await openShare(context, share, keyOf(room, others.party).secret)).toBeUndefined();
    expect(await openShare(context, { ...share, party: others.party }, own)).toBeUndefined();
    expect(await openShare(context, { ...share, generation: share.generation + 1 }, own)).toBeUndefined();
    expect(await openShare(context, { ...share, sealed: others.sealed }, own)).toBeUndefined();
    expect(await openShare({ ...context, entry: room.random(16) as EntryId }, share, own)).toBeUndefined();
    expect(await openShare({ ...context, channel: room.random(16) as ChannelId }, share, own)).toBeUndefined();
    expect(await openShare({ ...context, commitment: room.random(32) as Commitment }, share, own)).toBeUndefined();
  });

  test('[SHARE-3] a renewed share key opens no share that was sealed before', async () => {
    const { room, context, shares } = await said({ parties: 2 });
    const [share] = shares as readonly [Share];
    const renewed = await keyPair(room.random(32));
    expect(await openShare(context, share, renewed.secret)).toBeUndefined();
    expect(await openShare(context, { ...share, generation: share.generation + 1 }, renewed.secret)).toBeUndefined();
  });

  test.each([
    ['off the record', { parties: 3, rules: { rule: 'off the record' } }, 3],
    ['one party', { parties: 1, seats: 2 }, 1],
    ['one party and the secretariat', { parties: 2, secretariat: true }, 1],
    ['the secretariat alone', { parties: 1, secretariat: true, seats: 2 }, 1],
  ] as const)('[SHARE-4] %s: the shares are noise, as many and as long', async (_, plan, count) => {
    const { room, item, context, commitment, shares } = await said(plan);
    expect(sharesNeeded(room.charter)).toBeUndefined();
    expect(shares.length).toBe(count);
    const opened = await Promise.all(shares.map((share) => openOwn(room, context, share)));
    expect(opened.every((share) => share === undefined)).toBe(true);
    expect(await auditShares([], commitment, text)).toEqual({ kind: 'mismatch' });
    expect(await hear(room, room.members[1] as Member, item)).toMatchObject({ kind: 'verified', sharesFit: true });
  });

  test('a party whose share key is none loses its own share and silences nobody', async () => {
    const room = await openRoom({ parties: 3, rules: { quorum: 2 } });
    const parties = room.charter.parties.map((party, index) =>
      index === 1 ? { ...party, shareKey: new Uint8Array(32) } : party,
    );
    const with_: Room = { ...room, charter: { ...room.charter, parties } };
    const { item, commitment, salt } = await say(with_, room.members[0] as Member, text);
    const { shares } = (await open(with_, item)) as Body;
    expect(shares.length).toBe(3);
    const opened = await open(with_, item);
    if (opened.kind !== 'opened') throw new Error('it opens');
    const context = { channel: room.channel, entry: opened.header.entry, commitment };
    const own = await Promise.all([0, 2].map((at) => openOwn(room, context, shares[at] as Share)));
    expect(await auditShares(own as Uint8Array[], commitment, text)).toEqual({ kind: 'opened', salt });
  });
});
