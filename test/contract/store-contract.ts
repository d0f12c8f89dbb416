import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { concat } from '../../src/base/bytes.ts';
import type { ChannelId, EntryId, Epoch, Position } from '../../src/base/ids.ts';
import { encodeBoxClosed } from '../../src/protocol/ballot-box/box-closed.ts';
import type { BoxId } from '../../src/protocol/ballot-box/box-id.ts';
import { encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { encodeShredded } from '../../src/protocol/entry/shredded.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import type { InvitationId, KnockId } from '../../src/protocol/wire/mailbox-ids.ts';
import type { Append, ChannelKey, Page, Store } from '../../src/venue/store/store.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const at = (position: number) => position as Position;

export const CHANNEL = filled<ChannelId>(16, 1);
export const FOUNDING = filled(100, 0);

/** A different id for every number. */
export function entryId(number: number): EntryId {
  const id = filled<EntryId>(16, 7);
  // The last bits first: the ids of a real record begin with any byte.
  new DataView(id.buffer).setUint32(0, Math.imul(number, 0x9e3779b1));
  return id;
}

export function entryItem(number: number, channel = CHANNEL): Uint8Array {
  const header = { channel, epoch: 0 as Epoch, entry: entryId(number), commitment: filled<never>(32, number % 251) };
  return encodeEnvelope({
    header,
    nonce: filled(32, 1),
    keyCommitment: filled(32, 2),
    ciphertext: filled(528, number % 256),
  });
}

export function entryAppend(channel: ChannelKey, number: number, lastHandshake = 0): Append {
  return {
    channel,
    id: entryId(number),
    kind: 'entry',
    lastHandshake: at(lastHandshake),
    item: entryItem(number),
  };
}

export function itemsOf({ bytes, lengths }: Page): Uint8Array[] {
  let end = 0;
  return [...lengths].map((length) => {
    end += length;
    return bytes.slice(end - length, end);
  });
}

/** Opens the same folder or database again on `open()` after `close()`. */
export interface StoreUnderTest {
  open(): Promise<Store>;
  dispose(): Promise<void>;
}

/** What every adapter of the store must do. */
export function storeContract(name: string, prepare: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store's contract`, () => {
    let under: StoreUnderTest;
    let store: Store;
    let channel: ChannelKey;

    const found = async (id: ChannelId = CHANNEL, logged = true) => {
      await store.createChannel({ id, logged, founding: FOUNDING });
      return ((await store.channel(id)) as { key: ChannelKey }).key;
    };
    const reopen = async () => {
      await store.close();
      store = await under.open();
    };

    beforeEach(async () => {
      under = await prepare();
      store = await under.open();
      channel = await found();
    });
    afterEach(async () => {
      await store.close();
      await under.dispose();
    });

    describe('the example', () => {
      const chair = (name: string, storage = filled(9, 3)) => ({
        name,
        description: filled(5, name.length),
        entropy: filled(16, name.length),
        storage,
      });

      test('tells whether anybody opened a channel', async () => {
        expect(await store.hasChannels()).toBe(true);
        const other = await prepare();
        const empty = await other.open();
        expect(await empty.hasChannels()).toBe(false);
        await empty.close();
        await other.dispose();
      });

      test('gives a storage out once, whoever asks first, and keeps the rest', async () => {
        await store.keepChair(chair('speaker'));
        await store.keepChair(chair('captain', filled(700_000, 4)));
        expect(await store.takeChair('nobody')).toBeUndefined();
        const asked = await Promise.all([store.takeChair('captain'), store.takeChair('captain')]);
        expect(asked.map((one) => one?.storage?.length)).toEqual([700_000, undefined]);
        expect(asked[1]?.entropy).toEqual(filled(16, 7));
        await reopen();
        expect((await store.takeChair('captain'))?.storage).toBeUndefined();
        expect(await store.chairs()).toEqual([
          { description: filled(5, 7), taken: false },
          { description: filled(5, 7), taken: true },
        ]);
      });
    });

    describe('records', () => {
      test('a founding stands at position 0, once', async () => {
        expect(await store.createChannel({ id: CHANNEL, logged: false, founding: FOUNDING })).toBe('exists');
        expect(await store.channel(CHANNEL)).toEqual({ key: channel, logged: true, size: 1, lastHandshake: 0 });
        expect(itemsOf(await store.page(channel, at(0), 1000, 10))).toEqual([FOUNDING]);
        expect(await store.channel(filled<ChannelId>(16, 9))).toBeUndefined();
      });

      test('positions are consecutive in a channel, whatever else is appended with it', async () => {
        const other = await found(filled<ChannelId>(16, 2));
        const outcomes = await store.append([
          entryAppend(channel, 1),
          entryAppend(other, 1),
          entryAppend(channel, 2),
          entryAppend(other, 2),
        ]);
        expect(outcomes.map((outcome) => 'position' in outcome && outcome.position)).toEqual([1, 1, 2, 2]);
      });

      test('[WIRE-2] an id has one position, in one batch, across batches and after opening again', async () => {
        const [first, again] = await store.append([entryAppend(channel, 5), entryAppend(channel, 5)]);
        expect([first, again]).toEqual([
          { kind: 'appended', position: 1 },
          { kind: 'known', position: 1 },
        ]);
        expect(await store.append([entryAppend(channel, 5)])).toEqual([{ kind: 'known', position: 1 }]);
        await reopen();
        expect(await store.append([entryAppend(channel, 5), entryAppend(channel, 6)])).toEqual([
          { kind: 'known', position: 1 },
          { kind: 'appended', position: 2 },
        ]);
      });

      test('[WIRE-2] holds for the thirty-thousandth entry as for the first', async () => {
        const numbers = Array.from({ length: 30_000 }, (_, i) => i);
        for (let i = 0; i < numbers.length; i += 500) {
          await store.append(numbers.slice(i, i + 500).map((number) => entryAppend(channel, number)));
        }
        await reopen();
        for (const number of [0, 1, 8_191, 8_192, 8_193, 16_500, 24_999, 29_999]) {
          expect(await store.append([entryAppend(channel, number)])).toEqual([{ kind: 'known', position: number + 1 }]);
        }
        expect((await store.channel(CHANNEL))?.size).toBe(30_001);
      });

      test('[ORDER-3] what names an older handshake is refused and appends nothing', async () => {
        const handshake: Append = { ...entryAppend(channel, 1), kind: 'handshake' };
        expect(await store.append([handshake, entryAppend(channel, 2), entryAppend(channel, 3, 1)])).toEqual([
          { kind: 'appended', position: 1 },
          expect.objectContaining({ kind: 'epoch-moved' }),
          { kind: 'appended', position: 2 },
        ]);
        expect(await store.channel(CHANNEL)).toMatchObject({ size: 3, lastHandshake: 1 });
        await reopen();
        expect(await store.append([entryAppend(channel, 4)])).toMatchObject([{ kind: 'epoch-moved' }]);
      });

      test('[WIRE-2] an id that is known is known even where the epoch has moved', async () => {
        await store.append([entryAppend(channel, 1), { ...entryAppend(channel, 2), kind: 'handshake' as const }]);
        expect(await store.append([entryAppend(channel, 1)])).toEqual([{ kind: 'known', position: 1 }]);
      });

      test('[ORDER-3] of appends at the same time, those after a handshake are refused', async () => {
        const outcomes = await Promise.all(
          [
            entryAppend(channel, 1),
            { ...entryAppend(channel, 2), kind: 'handshake' as const },
            entryAppend(channel, 3),
          ].map((append) => store.append([append])),
        );
        expect(outcomes.flat().map(({ kind }) => kind)).toEqual(['appended', 'appended', 'epoch-moved']);
      });

      test('a page has at least one item, and then no more than asked for', async () => {
        await store.append([1, 2, 3, 4].map((number) => entryAppend(channel, number)));
        const size = entryItem(1).length;
        expect(itemsOf(await store.page(channel, at(1), 1, 10))).toEqual([entryItem(1)]);
        expect(itemsOf(await store.page(channel, at(1), 2 * size, 10))).toEqual([entryItem(1), entryItem(2)]);
        expect(itemsOf(await store.page(channel, at(2), 100 * size, 2))).toEqual([entryItem(2), entryItem(3)]);
        expect(itemsOf(await store.page(channel, at(5), 100 * size, 10))).toEqual([]);
      });

      test('[RECORD-6] what was noted a retention ago is shredded, in batches, and nothing else', async () => {
        const DAY_MS = 86_400_000;
        const id = filled<ChannelId>(16, 3);
        await store.createChannel({ id, logged: false, retentionDays: 2, founding: FOUNDING });
        const retained = ((await store.channel(id)) as { key: ChannelKey }).key;
        await store.append([1, 2, 3].map((number) => entryAppend(retained, number)));
        await store.append([entryAppend(channel, 1)]);
        await store.noteRetention(9 * DAY_MS);
        // It was a wrong clock.
        await store.noteRetention(DAY_MS);
        await store.append([entryAppend(retained, 4)]);
        const limits = { itemsMax: 2, bytesMax: 100_000 };
        expect(await store.shredDue(3 * DAY_MS - 1, limits)).toBe('done');
        const outcomes = [];
        for (let n = 0; n < 3; n++) outcomes.push(await store.shredDue(3 * DAY_MS, limits));
        expect(outcomes).toEqual(['more', 'more', 'done']);
        const shredded = [1, 2, 3].map((number) => encodeShredded(leafHash(entryItem(number))));
        await reopen();
        const kept = [FOUNDING, ...shredded, entryItem(4)];
        expect(itemsOf(await store.page(retained, at(0), 10_000, 10))).toEqual(kept);
        expect(itemsOf(await store.page(channel, at(1), 10_000, 10))).toEqual([entryItem(1)]);
        // Its id is still taken. [WIRE-2]
        expect(await store.append([entryAppend(retained, 2)])).toEqual([{ kind: 'known', position: 2 }]);
      });

      test('one channel never reads into the next', async () => {
        const next = await found(filled<ChannelId>(16, 2));
        await store.append([entryAppend(next, 1)]);
        expect(itemsOf(await store.page(channel, at(0), 1e6, 100))).toEqual([FOUNDING]);
      });
    });

    describe('ballot boxes', () => {
      const box = filled<BoxId>(16, 0xb0);
      const seat = filled(16, 0x20);
      const open = { box, opener: seat, closesAt: 1_000, ballotsMin: 2, terms: filled(32, 5), boxesMax: 2 };
      const ballot = (n: number) => ({ box, nonce: filled(32, n), id: entryId(n), item: entryItem(n) });
      const close = (channel: ChannelKey): Append => ({
        ...{ channel, id: box as Uint8Array as EntryId, kind: 'close-box', lastHandshake: at(0), item: filled(0, 0) },
      });

      test('[SOUND-4] are closed in one go: what counts the ballots, then the ballots, and nothing is left', async () => {
        expect(await store.openBox({ channel, ...open, seats: [seat] })).toBe('done');
        expect(await store.openBox({ channel, ...open, seats: [seat] })).toBe('done');
        expect(await store.openBox({ channel, ...open, seats: [seat], terms: filled(32, 6) })).toBe('exists');
        expect(await store.boxesDue(999, 10)).toEqual([]);
        expect(await store.boxesDue(1_000, 10)).toEqual([{ channel: CHANNEL, box }]);
        expect(await store.castBallot({ channel, ...ballot(1) })).toBe('held');
        expect(await store.castBallot({ channel, ...ballot(1) })).toBe('known');
        expect(await store.castBallot({ channel, ...ballot(1), id: entryId(9) })).toBe('spent');
        expect(await store.castBallot({ channel, ...ballot(2) })).toBe('held');
        const [outcome] = await store.append([close(channel)]);
        const { released } = outcome as { released: { from: number; items: readonly Uint8Array[] } };
        expect(released.items[0]).toEqual(encodeBoxClosed({ channel: CHANNEL, box, ballots: 2 }));
        const order = (items: readonly Uint8Array[]) => items.map((item) => Buffer.from(item).toString('hex')).sort();
        expect(order(released.items.slice(1))).toEqual(order([entryItem(1), entryItem(2)]));
        // The entries alone commit to something.
        expect((await store.grownChannels(1))[0]).toMatchObject({ channel, beatSize: 0 });
        expect((await store.commitments(channel, 1, 10)).commitments).toHaveLength(2);
        expect(await store.castBallot({ channel, ...ballot(1) })).toBe('known');
        expect(await store.castBallot({ channel, ...ballot(3) })).toBe('closed');
        expect(await store.openBox({ channel, ...open, seats: [seat] })).toBe('exists');
        expect(await store.append([close(channel)])).toMatchObject([{ kind: 'released' }]);
        expect((await store.channel(CHANNEL))?.size).toBe(4);
      });

      test('[SOUND-4] with too few ballots release none', async () => {
        await store.openBox({ channel, ...open, seats: [seat] });
        await store.castBallot({ channel, ...ballot(1) });
        const [outcome] = await store.append([close(channel)]);
        expect(outcome).toMatchObject({
          released: { items: [encodeBoxClosed({ channel: CHANNEL, box, ballots: 0 })] },
        });
        expect((await store.channel(CHANNEL))?.size).toBe(2);
      });

      test('[SOUND-2] note one question of each seat that is listed', async () => {
        await store.openBox({ channel, ...open, seats: [seat, filled(16, 0x21)] });
        const note = (seat: Uint8Array, digest: number) =>
          store.noteBallotToken({ channel, box, seat, digest: filled(32, digest) });
        expect(await note(seat, 1)).toEqual({ kind: 'given', given: 1 });
        expect(await note(seat, 1)).toEqual({ kind: 'given', given: 1 });
        expect(await note(seat, 2)).toEqual({ kind: 'other' });
        expect(await note(filled(16, 0x21), 2)).toEqual({ kind: 'given', given: 2 });
        expect(await note(filled(16, 0x22), 3)).toEqual({ kind: 'not-listed' });
        for (const other of [1, 2]) {
          const outcome = await store.openBox({ channel, ...open, box: filled(16, other), seats: [seat] });
          expect(outcome).toBe(other === 1 ? 'done' : 'full');
        }
      });
    });

    describe('mailbox', () => {
      const invitation = filled<InvitationId>(16, 0xaa);
      const knock = filled<KnockId>(16, 0xbb);
      const limits = { now: 1_000, perChannel: 2, perInvitation: 2 };
      const sealed = filled(40, 1);

      test('a knock waits, is seen by its channel only, and is answered once', async () => {
        const other = await found(filled<ChannelId>(16, 2));
        expect(await store.invite(invitation, channel, 2_000, limits)).toBe('done');
        expect(await store.knock(invitation, knock, sealed, limits)).toEqual({ kind: 'waiting', channel: CHANNEL });
        expect(await store.knock(invitation, knock, sealed, limits)).toEqual({ kind: 'known' });
        expect(await store.knock(invitation, knock, filled(40, 2), limits)).toEqual({ kind: 'exists' });
        expect(await store.waitingKnocks(other, 1_000, 10)).toEqual([]);
        expect(await store.waitingKnocks(channel, 1_000, 10)).toEqual([{ invitation, knock, sealed }]);
        expect(await store.answer(invitation, knock, 1_000)).toEqual({ kind: 'waiting' });
        expect(await store.admit(other, invitation, knock, filled(9, 9))).toBe('unknown');
        expect(await store.admit(channel, invitation, knock, filled(9, 9))).toBe('done');
        expect(await store.admit(channel, invitation, knock, filled(9, 9))).toBe('done');
        expect(await store.admit(channel, invitation, knock, filled(9, 8))).toBe('unknown');
        expect(await store.answer(invitation, knock, 1_000)).toEqual({ kind: 'admitted', sealed: filled(9, 9) });
        expect(await store.waitingKnocks(channel, 1_000, 10)).toEqual([]);
      });

      test('expired, withdrawn and never made invitations are the same: unknown', async () => {
        await store.invite(invitation, channel, 2_000, limits);
        expect(await store.knock(invitation, knock, sealed, { ...limits, now: 2_000 })).toEqual({ kind: 'unknown' });
        expect(await store.knock(filled<InvitationId>(16, 3), knock, sealed, limits)).toEqual({ kind: 'unknown' });
        await store.dismiss(channel, invitation, undefined);
        expect(await store.knock(invitation, knock, sealed, limits)).toEqual({ kind: 'unknown' });
      });

      test('dismissed stays dismissed', async () => {
        await store.invite(invitation, channel, 2_000, limits);
        await store.knock(invitation, knock, sealed, limits);
        expect(await store.dismiss(channel, invitation, knock)).toBe('done');
        expect(await store.admit(channel, invitation, knock, filled(9, 9))).toBe('unknown');
        expect(await store.answer(invitation, knock, 1_000)).toEqual({ kind: 'dismissed' });
      });

      test('invitations and knocks have their number', async () => {
        const invite = (byte: number) => store.invite(filled<InvitationId>(16, byte), channel, 2_000, limits);
        expect([await invite(1), await invite(2), await invite(3), await invite(1)]).toEqual([
          'done',
          'done',
          'full',
          'exists',
        ]);
        const tap = (byte: number) =>
          store.knock(filled<InvitationId>(16, 1), filled<KnockId>(16, byte), sealed, limits);
        expect([(await tap(1)).kind, (await tap(2)).kind, (await tap(3)).kind]).toEqual(['waiting', 'waiting', 'full']);
        await store.forgetExpired(2_000);
        expect(await invite(3)).toBe('done');
      });
    });

    describe('vault', () => {
      const id = filled(32, 1);
      const item = (version: number, key = 2) => ({
        writeKey: filled(32, key),
        version,
        signature: filled(64, 3),
        sealed: filled(50, version),
      });

      test('[VAULT-2] an older version never replaces a newer one', async () => {
        expect(await store.putVaultItem(id, item(5))).toBe('done');
        expect(await store.putVaultItem(id, item(5))).toBe('done');
        expect(await store.putVaultItem(id, item(4))).toBe('stale');
        expect(await store.putVaultItem(id, { ...item(5), sealed: filled(50, 99) })).toBe('stale');
        expect(await store.putVaultItem(id, item(6, 9))).toBe('other-key');
        expect(await store.putVaultItem(id, item(6))).toBe('done');
        expect(await store.vaultItem(id)).toEqual(item(6));
        expect(await store.vaultItem(filled(32, 9))).toBeUndefined();
      });
    });

    describe('log', () => {
      const state = (size: number) => ({ size, frontier: [filled(32, size)], checkpoint: `checkpoint ${size}` });
      const write = (fromSize: number, size: number, more = {}) =>
        store.writeBeat({ fromSize, state: state(size), tiles: [], beats: [], digests: [], ...more });

      test('starts empty, and a beat extends exactly the size that it names', async () => {
        expect(await store.logState()).toEqual({ size: 0, frontier: [], checkpoint: '' });
        expect(await write(0, 8)).toBe('done');
        expect(await write(0, 8)).toBe('moved');
        await reopen();
        expect(await store.logState()).toEqual(state(8));
      });

      test('[LOG-5] a channel that is not logged never grows', async () => {
        const offTheRecord = await found(filled<ChannelId>(16, 2), false);
        await store.append([entryAppend(offTheRecord, 1)]);
        expect(await store.grownChannels(10)).toEqual([]);
      });

      test('[LOG-2] a channel has grown while it has entries after its last beat', async () => {
        await store.append([entryAppend(channel, 1), { ...entryAppend(channel, 2), kind: 'handshake' as const }]);
        expect(await store.grownChannels(10)).toEqual([
          { channel, treeSize: 0, treePosition: 1, frontier: [], beatSize: 0 },
        ]);
        await store.keepFrontier(channel, { size: 1, position: 3, frontier: [filled(32, 4)] });
        const beat = { size: 1, root: filled(32, 5), blind: filled(32, 6), logIndex: 3 };
        await write(0, 8, { beats: [{ ...beat, channel }] });
        expect(await store.grownChannels(10)).toEqual([]);
        expect(await store.channelBeats(channel, 0, 10)).toEqual([beat]);
        expect(await store.channelBeats(channel, 1, 10)).toEqual([]);
        await store.append([entryAppend(channel, 3, 2)]);
        expect(await store.grownChannels(10)).toEqual([
          { channel, treeSize: 1, treePosition: 3, frontier: [filled(32, 4)], beatSize: 1 },
        ]);
      });

      test('[LOG-2] commitments are those of entries, in record order', async () => {
        const other = { ...entryAppend(channel, 2), kind: 'handshake' as const, item: Uint8Array.of(0x82, 2) };
        await store.append([entryAppend(channel, 1), other, entryAppend(channel, 3, 2)]);
        expect(await store.commitments(channel, 0, 2)).toEqual({ commitments: [filled(32, 1)], position: 2 });
        expect(await store.commitments(channel, 2, 10)).toEqual({ commitments: [filled(32, 3)], position: 4 });
      });

      test('[LOG-3] the channel that waited longest comes first', async () => {
        const second = await found(filled<ChannelId>(16, 2));
        await store.append([entryAppend(channel, 1), entryAppend(second, 1)]);
        const beat = { size: 1, root: filled(32, 5), blind: filled(32, 6), logIndex: 3, channel };
        await write(0, 8, { beats: [beat] });
        await store.append([entryAppend(channel, 2)]);
        expect((await store.grownChannels(10)).map((grown) => grown.channel)).toEqual([second, channel]);
      });

      test('tiles grow in place', async () => {
        await write(0, 1, { tiles: [{ level: -1, index: 0, bytes: filled(34, 1) }] });
        await write(1, 2, { tiles: [{ level: -1, index: 0, bytes: filled(68, 1) }] });
        expect(await store.logTile(-1, 0)).toEqual(filled(68, 1));
        expect(await store.logTile(0, 0)).toBeUndefined();
      });
    });

    describe('spaces', () => {
      const roster = (byte: number) => ({ digest: filled(32, byte), bytes: filled(100, byte) });
      const release = (byte: number) => ({ releaseDigest: filled(32, byte), bytes: filled(60, byte), publishedAt: 77 });

      test('rosters follow one another, and their digests wait for the log', async () => {
        expect(await store.putRoster('talks', 1, roster(1))).toBe('moved');
        expect(await store.putRoster('talks', 0, roster(0))).toBe('done');
        expect(await store.putRoster('talks', 0, roster(0))).toBe('known');
        expect(await store.putRoster('talks', 0, roster(9))).toBe('moved');
        expect(await store.putRoster('talks', 1, roster(1))).toBe('done');
        expect(await store.rosters('talks')).toEqual([roster(0), roster(1)]);
        expect(await store.pendingDigests(10)).toEqual([filled(32, 0), filled(32, 1)]);
        const digests = [{ digest: filled(32, 0), logIndex: 4 }];
        await store.writeBeat({
          fromSize: 0,
          state: { size: 8, frontier: [], checkpoint: 'c' },
          tiles: [],
          beats: [],
          digests,
        });
        expect(await store.pendingDigests(10)).toEqual([filled(32, 1)]);
        expect([await store.digestIndex(filled(32, 0)), await store.digestIndex(filled(32, 1))]).toEqual([
          4,
          undefined,
        ]);
      });

      test('communiqués are numbered from 1, each release once', async () => {
        expect(await store.putCommunique('talks', release(1))).toBe(1);
        expect(await store.putCommunique('talks', release(2))).toBe(2);
        expect(await store.putCommunique('talks', release(1))).toBe(1);
        expect(await store.communiques('talks', 10)).toEqual([
          { number: 2, ...release(2) },
          { number: 1, ...release(1) },
        ]);
        expect(await store.communique('talks', 3)).toBeUndefined();
        expect(await store.pendingDigests(10)).toEqual([filled(32, 1), filled(32, 2)]);
      });
    });

    test('settings are kept', async () => {
      await store.putSetting('name', concat(filled(3, 1)));
      await reopen();
      expect(await store.setting('name')).toEqual(filled(3, 1));
      expect(await store.setting('other')).toBeUndefined();
    });

    test('a closed store refuses', async () => {
      await store.close();
      await expect(store.logState()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    });
  });
}
