import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { equal } from '../../src/base/bytes.ts';
import type { EntryId } from '../../src/base/ids.ts';
import { makeRejoin } from '../../src/client/group/channel-secrets.ts';
import { deviceSeats } from '../../src/client/group/device-list.ts';
import { enterEpoch } from '../../src/client/group/epoch-state.ts';
import type { ChannelRecord } from '../../src/client/record/channel-record.ts';
import type { Reading } from '../../src/client/record/reading.ts';
import type { Seat } from '../../src/client/seat.ts';
import { type Charter, encodeCharter } from '../../src/protocol/charter/charter.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { signEnvelope } from '../../src/protocol/handshake/envelope-signature.ts';
import { type Handshake, handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import { HANDSHAKE_BYTES_MAX } from '../../src/protocol/handshake/limits.ts';
import type { Rejoin } from '../../src/protocol/handshake/rejoin.ts';
import { sealGroupInfo, wrapChannelKey } from '../../src/protocol/seal/channel-key.ts';
import { openExternalCommit, rejoinPsk } from '../../src/protocol/seal/rejoining.ts';
import { sealEntry } from '../../src/protocol/seal/seal-entry.ts';
import { decodeClientFrame } from '../../src/protocol/wire/frame.ts';
import { crooked, statement } from '../support/crooked-entry.ts';
import { honestOn, replaceOn, shortenOn } from '../support/crooked-line.ts';
import { aCommit, altered, sendCommit } from '../support/hostile-commit.ts';
import { House, heard, type Person, rest, say, until } from '../support/house.ts';
import { Line } from '../support/line.ts';
import { itemsOf, rawItems } from '../support/look-inside.ts';
import { readAs } from '../support/read-as.ts';
import { anchorOf, recordFromOutside } from '../support/record-from-outside.ts';

let house: House;
let anna: Person;
let boris: Person;
let carl: Person;
let hers: Seat;
let his: Seat;
let carls: Seat;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const newId = () => random(16) as Uint8Array as EntryId;

beforeEach(async () => {
  house = await House.open();
  [anna, boris, carl] = [await house.person('Anna'), await house.person('Boris'), await house.person('Carl')];
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  carls = await house.seat(hers, carl, { party: 'Secretariat' });
  await say(hers, 'Before.');
  await rest(hers, his, carls);
  await his.keepInVault();
});
afterEach(async () => {
  await house.close();
});

const violationsIn = (readings: readonly Reading[]) =>
  readings.flatMap((each) => (each.kind === 'violation' ? [each.violation.kind] : []));

function expectAt(record: ChannelRecord, seat: Seat): void {
  expect(record.outside?.epoch).toBe(seat.epoch.epoch);
  expect(record.outside?.charterBytes).toEqual(seat.epoch.charterBytes);
  expect(record.outside?.leaves.map(({ signaturePublicKey }) => signaturePublicKey)).toEqual(
    seat.epoch.leaves.map(({ signaturePublicKey }) => signaturePublicKey),
  );
  expect(record.parts.channelKeys.newest()).toEqual(seat.record.parts.channelKeys.newest());
}

/** A group of this person's own making, which says that all of these seats sit in it, at an epoch and with a charter. */
async function ownGroup(by: Person, like: Seat, of: { readonly epoch: number; readonly charter: Charter }) {
  const { mls } = by;
  const own = await mls.createDevice({ seatId: like.seatId });
  const others = await Promise.all(
    of.charter.seats
      .filter(({ seat }) => !equal(seat, like.seatId))
      .map(({ seat }) => mls.createDevice({ seatId: seat })),
  );
  const charter = encodeCharter(of.charter);
  let group = await mls.createGroup({ channelId: like.identity.channel, device: own, charter });
  const add = others.map(({ keyPackage }) => keyPackage);
  group = (await mls.commit(group, { add })).next;
  while (mls.epoch(group) < of.epoch) group = (await mls.commit(group, {})).next;
  return { group, charter: of.charter, leaves: mls.leaves(group) };
}

/** A handshake whose commit is garbage, and whose group info is of whatever group. */
async function lureTo(
  by: Person,
  seat: Seat,
  of: {
    readonly epoch: number;
    readonly group: Awaited<ReturnType<typeof ownGroup>>;
    readonly secret: { readonly channelKey: Uint8Array; readonly generation: number };
    readonly wrapped?: (id: EntryId) => Promise<Rejoin['wrapped']>;
    readonly postingKey: Uint8Array;
  },
): Promise<Uint8Array> {
  const { channel } = seat.identity;
  const id = newId();
  const { group, charter, leaves } = of.group;
  const rejoin = await makeRejoin({
    mls: by.mls,
    channel,
    handshake: id,
    group,
    charter,
    secret: of.secret,
    renewed: false,
  });
  const wrapped = (await of.wrapped?.(id)) ?? rejoin.wrapped;
  const handshake: Omit<Handshake, 'signature'> = {
    kind: 'handshake',
    channel,
    id,
    epoch: of.epoch as Handshake['epoch'],
    external: false,
    deviceSeats: deviceSeats(charter, leaves),
    postingKey: of.postingKey,
    message: random(700),
    rejoin: { ...rejoin, wrapped },
  };
  return encode(handshakeItem, await signEnvelope<Handshake>(seat.keys.sign.seed, handshake));
}

describe('[REJOIN-1] a member lures a seat that comes back', () => {
  const secretNow = () => {
    const secret = carls.record.parts.channelKeys.newest();
    if (secret === undefined) throw new Error('no channel key');
    return secret;
  };

  test('to a fork where other seats’ keys are its own: it does not land there', async () => {
    const { epoch, charter } = carls.epoch;
    const group = await ownGroup(carl, carls, { epoch: epoch + 1, charter });
    const lure = await lureTo(carl, carls, { epoch, group, secret: secretNow(), postingKey: carls.epoch.postingKey });
    const { phrase } = boris.participant;
    await boris.leave();

    // To the byte, and with the venue's help: at the record itself.
    const outside = recordFromOutside(boris, his);
    const readings = await outside.read(0, [...(await rawItems(hers)), lure]);
    expectAt(outside, hers);
    expect(violationsIn(readings)).toEqual([]);

    // As the venue would take it. It keeps the device list as it is: a member may not change another's.
    const { deviceSeats: list } = decode(handshakeItem, (await aCommit(carl, carls)).item, HANDSHAKE_BYTES_MAX);
    await sendCommit(carls, await altered(carls, lure, { deviceSeats: list }));
    const again = await house.newDevice('Boris').recover(phrase, house.url);
    await say(again.seat, 'I am back.');
    await rest(hers, carls, again.seat);
    for (const seat of [hers, carls]) {
      expect(heard(seat)).toEqual(['Before.', 'I am back.']);
      expect(seat.epoch.recordSecret).toEqual(again.seat.epoch.recordSecret);
    }
    expect(again.seat.violations).toEqual([]);
  }, 15_000);

  test('to a fork of its own commit, which is within its rights: there it is alone, and can speak as nobody else', async () => {
    const made = await aCommit(carl, carls);
    // The commit itself is garbage for everyone seated; what is left for those who come back is rightly made.
    const { id, ...read } = decode(handshakeItem, made.item, HANDSHAKE_BYTES_MAX);
    const lure = await altered(carls, made.item, { id, ...read, message: random(700) });
    const { phrase } = boris.participant;
    await boris.leave();
    await sendCommit(carls, lure);
    await rest(hers, carls);
    const { epoch } = hers.epoch;

    const again = await house.newDevice('Boris').recover(phrase, house.url);
    const back = again.seat;
    // He is one epoch further than the room is, in a group that nobody but Carl can read; the room skipped both.
    expect(back.epoch.epoch).toBe(epoch + 2);
    await rest(hers, carls);
    expect(hers.epoch.epoch).toBe(epoch);
    expect(hers.projection.refused.map(({ reason }) => reason)).toEqual(['HANDSHAKE_REFUSED', 'HANDSHAKE_REFUSED']);

    // What the others say is not lost on him unseen: it is there, and marked.
    await say(hers, 'Boris, are you back?');
    await until(() => back.projection.refused.some(({ reason }) => reason === 'STALE'));
    expect(heard(back)).toEqual(['Before.']);
    // Nor do they take what he says for said.
    await say(back, 'I am.');
    await rest(hers, carls);
    expect(heard(hers)).toEqual(['Before.', 'Boris, are you back?']);

    // Carl follows him there, by his own copy of the fork, and speaks: as himself he is heard, as Anna he is not.
    const external = decode(handshakeItem, (await lastHandshake(hers)) as Uint8Array, HANDSHAKE_BYTES_MAX);
    const { channel } = carls.identity;
    const { channelKey } = made.secret;
    const opened = await openExternalCommit({ channelKey, channel, handshake: external.id }, external.message);
    const psk = rejoinPsk(channelKey, channel);
    const processed = await carl.mls.process(made.next.group, opened?.publicMessage as Uint8Array, {
      judge: () => true,
      findPsk: () => psk.secret,
    });
    if (processed.kind !== 'applied') throw new Error(processed.kind);
    const { state: fork } = await enterEpoch(carl.mls, processed.next);
    expect(fork.recordSecret).toEqual(back.epoch.recordSecret);
    const inFork = async (as: Seat) => {
      const key = await keyPair(random(32));
      const announced = { epoch: fork.epoch, charter: fork.charter, authKey: key.publicKey, random };
      const { item } = await sealEntry({
        channel,
        epoch: fork.epoch,
        entry: newId(),
        payload: statement(`Said as ${as === carls ? 'Carl' : 'Anna'}.`),
        time: Date.now(),
        seen: back.record.head,
        recordSecret: fork.recordSecret,
        charter: { ...fork.charter, seats: withSignKey(fork.charter, as, carls) },
        seat: { id: as.seatId, keys: { ...carls.keys, static: carls.keys.static } },
        epochKey: { ...key, announcement: await carls.record.auth.announce(announced) },
        attribution: 'deniable',
        random,
      });
      const connection = await carls.session.connection();
      return await connection.post(carls.record.parts.lastHandshake, item);
    };
    expect((await inFork(carls)).kind).toBe('posted');
    await back.synced();
    expect(heard(back)).toContain('Said as Carl.');
    expect((await inFork(hers)).kind).toBe('posted');
    await back.synced();
    expect(heard(back)).not.toContain('Said as Anna.');
    expect(back.projection.refused.map(({ reason }) => reason)).toContain('FORGED');
    expect(back.violations.map(({ kind }) => kind)).toEqual(['forged']);
  }, 15_000);
});

const withSignKey = (charter: Charter, of: Seat, by: Seat) =>
  charter.seats.map((each) => (equal(each.seat, of.seatId) ? { ...each, signKey: by.keys.sign.publicKey } : each));

const lastHandshake = async (seat: Seat) =>
  (await itemsOf(seat)).filter(({ kind }) => kind === 'handshake').at(-1)?.item;

describe('[REJOIN-1] a removed member and the venue', () => {
  /** Carl, removed, still has what he had; Boris comes back after that. */
  async function carlIsRemoved() {
    const { group, charter, epoch } = carls.epoch;
    const secret = carls.record.parts.channelKeys.newest() as { channelKey: Uint8Array; generation: number };
    await hers.stewardship.remove(carls.seatId);
    await rest(hers, his);
    await say(hers, 'Without Carl.');
    await rest(hers, his);
    return { group, charter, epoch, secret };
  }

  async function expectThatNobodyBelieves(injected: Uint8Array, items: readonly Uint8Array[]): Promise<void> {
    // A device that comes back, wherever in what follows its anchor the item is put.
    const anchored = anchorOf(his);
    const back = recordFromOutside(boris, his, anchored);
    await back.read(0, [...items, injected]);
    expect(back.parts.anchor.state).toBe('held');
    expectAt(back, his);
    // Before its anchor, it would be another record than the one that was left.
    const { size } = anchored;
    const early = recordFromOutside(boris, his, anchored);
    const readings = await early.read(0, [...items.slice(0, size - 1), injected, ...items.slice(size - 1)]);
    expect(early.parts.anchor.state).toBe('broken');
    expect(violationsIn(readings)).toContain('fork');
    // Who sits there.
    const seated = await readAs(boris, his, [...items, injected]);
    expect(seated.record.parts.state?.epoch).toBe(his.epoch.epoch);
    expect(seated.record.parts.channelKeys.newest()).toEqual(his.record.parts.channelKeys.newest());
    expect(seated.readings.some(({ kind }) => kind === 'handshake-refused')).toBe(true);
  }

  test('put in a handshake under an older channel key: nobody believes it', async () => {
    const { charter, epoch, secret } = await carlIsRemoved();
    const items = await rawItems(hers);
    const now = his.epoch;
    // Upon the epoch that there is, and upon the one that Carl was in.
    for (const upon of [now.epoch, epoch]) {
      const group = await ownGroup(carl, carls, { epoch: upon + 1, charter });
      const injected = await lureTo(carl, carls, { epoch: upon, group, secret, postingKey: now.postingKey });
      await expectThatNobodyBelieves(injected, items);
    }
  }, 20_000);

  test('wrap a key of generation 1000 for a static key that they know: nobody believes it', async () => {
    const { charter } = await carlIsRemoved();
    const items = await rawItems(hers);
    const generation = 1_000;
    const channelKey = random(32);
    const { epoch, postingKey, charter: present } = his.epoch;
    const { channel } = his.identity;
    const wrapped = async () =>
      await Promise.all(
        [his, hers].map(async ({ seatId: seat, keys }) => ({
          seat,
          wrapped: await wrapChannelKey({ channel, generation, seat }, keys.static.publicKey, channelKey),
        })),
      );
    const renewed = { ...charter, channelKeyGeneration: generation };
    const group = await ownGroup(carl, carls, { epoch: epoch + 1, charter: renewed });
    const secret = { channelKey, generation };
    const injected = await lureTo(carl, carls, { epoch, group, secret, wrapped, postingKey });
    await expectThatNobodyBelieves(injected, items);
    // Nor from a member: Anna's own signature does not make it allowed. [AUTH-4]
    const hersRenewed = { ...present, generation: present.generation + 1, channelKeyGeneration: generation };
    const hersGroup = await ownGroup(anna, hers, { epoch: epoch + 1, charter: hersRenewed });
    await expectThatNobodyBelieves(
      await lureTo(anna, hers, { epoch, group: hersGroup, secret, wrapped, postingKey }),
      items,
    );
  }, 20_000);

  test('seal another group info for a true handshake: it is none that fits', async () => {
    const before = await rawItems(hers);
    const { item, secret } = await aCommit(anna, hers);
    const { id, rejoin } = decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
    const { epoch, charter } = hers.epoch;
    const { group } = await ownGroup(carl, carls, { epoch: epoch + 1, charter });
    const under = { channelKey: secret.channelKey, channel: hers.identity.channel, handshake: id };
    const sealedGroupInfo = await sealGroupInfo(under, await carl.mls.groupInfo(group));
    const read = decode(handshakeItem, item, HANDSHAKE_BYTES_MAX);
    const swapped = encode(handshakeItem, { ...read, rejoin: { ...rejoin, sealedGroupInfo } });
    const record = recordFromOutside(boris, his);
    await record.read(0, [...before, swapped]);
    expectAt(record, hers);
    const honest = recordFromOutside(boris, his);
    await honest.read(0, [...before, item]);
    expect(honest.outside?.epoch).toBe(epoch + 1);
  });
});

describe('[REJOIN-2] a venue that serves a device that comes back', () => {
  let line: Line;
  beforeEach(async () => {
    line = await Line.to(house.url);
    await say(his, 'Kept in the vault.');
    await rest(hers, his, carls);
    await his.keepInVault();
  });
  afterEach(async () => {
    await line.close();
  });

  const sent = () =>
    line.fromPerson.flatMap((frame) => {
      try {
        return [decodeClientFrame(frame).message.kind as string];
      } catch {
        return []; // Of the HTTP kind.
      }
    });

  async function expectBroken(phrase: string): Promise<Person> {
    const device = house.newDevice('Boris');
    await expect(device.recover(phrase, line.url)).rejects.toMatchObject({ code: 'RECORD_BROKEN' });
    expect(sent()).not.toContain('commit');
    expect(sent()).not.toContain('post');
    // Nor when it is started again.
    device.kill();
    await device.open();
    await until(() => device.troubles.length > 0);
    expect(device.troubles).toMatchObject([{ code: 'RECORD_BROKEN' }]);
    expect(sent()).not.toContain('commit');
    expect(device.participant.seats.length).toBe(1);
    return device;
  }

  async function expectBackWith(device: Person): Promise<void> {
    honestOn(line);
    device.kill();
    await device.open();
    await until(() => device.seat.record.parts.phase === 'seated');
    await say(device.seat, 'I am back.');
    await rest(hers, device.seat);
    expect(heard(hers)).toEqual(['Before.', 'Kept in the vault.', 'I am back.']);
    expect(heard(device.seat)).toEqual(heard(hers));
  }

  test.each([
    ['its last item short', (size: number) => size - 1],
    ['half of it', (size: number) => Math.floor(size / 2)],
    ['the founding alone', () => 1],
    ['nothing', () => 0],
  ])(
    'a shorter record (%s) is told so, and posts nothing',
    async (_name, short) => {
      const { phrase } = boris.participant;
      const size = his.record.cursor;
      await boris.leave();
      shortenOn(line, short(size));
      await expectBackWith(await expectBroken(phrase));
    },
    15_000,
  );

  test('another record from before its anchor is told so, and posts nothing', async () => {
    const { phrase } = boris.participant;
    const own = (await itemsOf(his)).filter(({ kind }) => kind === 'statement').at(-1)?.item as Uint8Array;
    const { item: other } = await crooked(his, { payload: statement('Never said.') });
    await boris.leave();
    replaceOn(line, (item) => (equal(item, own) ? other : item));
    const device = await expectBroken(phrase);
    expect(device.seat.violations.map(({ kind }) => kind)).toContain('fork');
    await expectBackWith(device);
  }, 15_000);
});
