// Members know who spoke; outsiders, whatever a member hands them, do not.
import { describe, expect, test } from 'vitest';
import { concat, uint64, utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, EntryId, Epoch, TreeSize } from '../../src/base/ids.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import { signOnTheRecord, verifyOnTheRecord } from '../../src/protocol/commitment/record-signature.ts';
import { seal } from '../../src/protocol/crypto/aes-gcm.ts';
import { keyPair as ed25519KeyPair, sign } from '../../src/protocol/crypto/ed25519.ts';
import { hkdf } from '../../src/protocol/crypto/hkdf.ts';
import { hmacSha256 } from '../../src/protocol/crypto/hmac-sha256.ts';
import { sharedSecret, keyPair as x25519KeyPair } from '../../src/protocol/crypto/x25519.ts';
import { domain } from '../../src/protocol/domain.ts';
import { encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { headerBytes } from '../../src/protocol/entry/header.ts';
import { type Announcement, authKeyId } from '../../src/protocol/seal/announcement.ts';
import { authStatement, verifyAttribution } from '../../src/protocol/seal/attribution.ts';
import { AuthenticationKeys } from '../../src/protocol/seal/authentication-keys.ts';
import { type Attribution, type Body, body } from '../../src/protocol/seal/body.ts';
import { pad } from '../../src/protocol/seal/padding.ts';
import { entryKeys } from '../../src/protocol/seal/record-keys.ts';
import { sealShares } from '../../src/protocol/seal/shares.ts';
import { announcedKey, hear, type Member, namedIn, open, openRoom, type Room, say } from '../support/room.ts';

const text = utf8('We could live with that.');
const forged = (why: string) => ({ kind: 'forged', why });

/** As the protocol page has it, written a second time: only what `recipient` has is used. */
async function simulatedAnnouncement(room: Room, victim: Member, recipient: Member, authKey: Uint8Array) {
  const { charter, channel, epoch, random } = room;
  const ephemeral = await x25519KeyPair(random(32));
  const victimStatic = charter.seats.find(({ seat }) => seat === victim.seat)?.staticKey as Uint8Array;
  const ownSecret = recipient.keys.static.secret;
  const fixed = (await sharedSecret(ownSecret, victimStatic)) as Uint8Array;
  const fresh = (await sharedSecret(ownSecret, ephemeral.publicKey)) as Uint8Array;
  const info = concat(domain('announce'), uint64(epoch), victim.seat, recipient.seat);
  const macKey = hkdf(concat(fixed, fresh), channel, info, 32);
  const own = hmacSha256(macKey, concat(authKey, ephemeral.publicKey)).subarray(0, 16);
  // The other seats' MACs the recipient cannot make, and nobody but those seats can tell: random ones do.
  const macs = charter.seats.map(({ seat }) => (seat === recipient.seat ? own : random(16)));
  return { authKey, ephemeral: ephemeral.publicKey, macs };
}

interface Simulation {
  readonly recordSignature?: (commitment: Uint8Array) => Promise<Uint8Array>;
  readonly change?: (body: Body) => Body;
}

/** An entry by `victim` that `recipient` makes up, from its own secrets and those that all members share. */
async function simulated(room: Room, victim: Member, recipient: Member, also: Simulation = {}): Promise<Uint8Array> {
  const { channel, epoch, charter, random } = room;
  const entry = random(16) as EntryId;
  const salt = random(32);
  const commitment = commit(salt, text);
  const header = { channel, epoch, entry, commitment };
  const author = charter.seats.find(({ seat }) => seat === victim.seat);
  if (author === undefined) throw new Error('the victim is seated');
  const shares = await sealShares({ channel, entry, commitment }, { charter, salt, author: author.party, random });
  const said = {
    payload: text,
    time: 1_770_000_000_000,
    seen: { size: 7 as TreeSize, root: new Uint8Array(32).fill(7) },
    shares,
  };
  const authKey = await ed25519KeyPair(random(32));
  const attribution: Attribution = {
    kind: 'attributed',
    seat: victim.seat,
    keyId: authKeyId(authKey.publicKey),
    announcement: await simulatedAnnouncement(room, victim, recipient, authKey.publicKey),
    authSignature: await sign(authKey.seed, authStatement(header, victim.seat, false, said)),
    recordSignature: await also.recordSignature?.(commitment),
  };
  const made = { ...said, attribution };
  return await sealed(room, header, also.change?.(made) ?? made);
}

async function sealed(room: Room, header: Parameters<typeof headerBytes>[0], value: Body): Promise<Uint8Array> {
  const nonce = room.random(32);
  const { key, keyCommitment } = entryKeys(room.recordSecret, nonce);
  const { payload, time, seen, shares, attribution } = value;
  const plain = encode(body, { payload, time, seen, shares, attribution });
  const ciphertext = await seal(key, new Uint8Array(12), headerBytes(header), pad(plain));
  return encodeEnvelope({ header, nonce, keyCommitment, ciphertext });
}

/** What the author really said, with its body changed by another member and sealed again. */
async function resealed(room: Room, item: Uint8Array, change: (body: Body) => Body): Promise<Uint8Array> {
  const opened = await open(room, item);
  if (opened.kind !== 'opened') throw new Error('members open it');
  return await sealed(room, opened.header, change(opened));
}

const threeSeats = () => openRoom({ parties: 3 });
const threeOf = (room: Room) => room.members as readonly [Member, Member, Member];

describe('deniable authorship', () => {
  test('everyone seated verifies the author, the author included, by an announcement and afterwards without', async () => {
    const room = await openRoom({ parties: 3, seats: 6 });
    const author = room.members[2] as Member;
    const { item: first } = await say(room, author, text);
    const { item: second } = await say(room, author, text, {
      epochKey: { ...author.epochKey, announcement: undefined },
    });
    for (const member of room.members) {
      expect(await hear(room, member, second)).toEqual(forged('KEY_UNKNOWN'));
      expect(await hear(room, member, first)).toMatchObject({ kind: 'verified', onRecord: false, sharesFit: true });
      expect(await hear(room, member, second)).toMatchObject({ kind: 'verified', onRecord: false, sharesFit: true });
    }
  });

  test('[AUTHN-1] a recipient can simulate the whole transcript of an entry by another seat', async () => {
    const room = await threeSeats();
    const [victim, recipient] = threeOf(room);
    const real = (await say(room, victim, text)).item;
    const made = await simulated(room, victim, recipient);
    // What an outsider with the recipient's secrets can check holds for both alike.
    for (const item of [real, made]) {
      const opened = await open(room, item);
      expect(opened).toMatchObject({ kind: 'opened', payload: text, attribution: { seat: victim.seat } });
      expect(await hear(room, recipient, item)).toMatchObject({ kind: 'verified', onRecord: false });
    }
    // And they look alike in every length and number.
    const looks = async (item: Uint8Array) => {
      const opened = (await open(room, item)) as Body;
      return [item.length, ...lengths(namedIn(opened).announcement as Announcement), opened.shares.length];
    };
    expect(await looks(made)).toEqual(await looks(real));
  });

  test('[AUTHN-2] no recipient can fool another', async () => {
    const room = await threeSeats();
    const [victim, recipient, third] = threeOf(room);
    const made = await simulated(room, victim, recipient);
    expect(await hear(room, recipient, made)).toMatchObject({ kind: 'verified' });
    expect(await hear(room, third, made)).toEqual(forged('MAC'));
    expect(await hear(room, victim, made)).toEqual(forged('MAC'));
  });

  test("[AUTHN-2] a MAC for one seat is none for the next: swapped MACs fail, and so does one's own for another author", async () => {
    const room = await threeSeats();
    const [author, second, third] = threeOf(room);
    const { item } = await say(room, author, text);
    const swapped = await resealed(room, item, (was) => {
      const announcement = namedIn(was).announcement as Announcement;
      const [first, ...rest] = announcement.macs;
      const macs = [first as Uint8Array, ...rest.reverse()];
      return { ...was, attribution: { ...namedIn(was), announcement: { ...announcement, macs } } };
    });
    expect(await hear(room, second, swapped)).toEqual(forged('MAC'));
    expect(await hear(room, third, swapped)).toEqual(forged('MAC'));
    const claimed = await resealed(room, item, (was) => ({
      ...was,
      attribution: { ...was.attribution, seat: second.seat },
    }));
    expect(await hear(room, third, claimed)).toEqual(forged('MAC'));
  });

  test('[AUTHN-2] an announcement holds for its channel and epoch only', async () => {
    const room = await threeSeats();
    const [author, reader] = threeOf(room);
    const { announcement } = await announcedKey(room, author);
    if (announcement === undefined) throw new Error('announced');
    const seat = room.charter.seats[0] as Room['charter']['seats'][number];
    const of = { author: seat, epoch: room.epoch, charter: room.charter };
    expect(await reader.authentication.accepts(announcement, of)).toBe(true);
    expect(await reader.authentication.accepts(announcement, { ...of, epoch: (room.epoch + 1) as Epoch })).toBe(false);
    const channel = room.random(16) as ChannelId;
    const elsewhere = new AuthenticationKeys({ channel, seat: reader.seat, static: reader.keys.static });
    expect(await elsewhere.accepts(announcement, of)).toBe(false);
  });

  test('[AUTHN-2] an accepted key speaks for its own seat and epoch only', async () => {
    const room = await threeSeats();
    const [author, second, reader] = threeOf(room);
    await hear(room, reader, (await say(room, author, text)).item);
    // The second seat signs nothing with it, but names it; and the author itself does so in a later epoch.
    const plain = (await say(room, author, text, { epochKey: { ...author.epochKey, announcement: undefined } })).item;
    const claimed = await resealed(room, plain, (was) => ({
      ...was,
      attribution: { ...was.attribution, seat: second.seat },
    }));
    expect(await hear(room, reader, claimed)).toEqual(forged('KEY_UNKNOWN'));
    const later: Room = { ...room, epoch: (room.epoch + 1) as Epoch };
    const { item } = await say(later, author, text, { epochKey: { ...author.epochKey, announcement: undefined } });
    expect(await hear(later, reader, item)).toEqual(forged('KEY_UNKNOWN'));
  });

  test('[AUTHN-4] a seat that was not in the charter finds older entries not verifiable, never verified', async () => {
    const room = await threeSeats();
    const [author, , late] = threeOf(room);
    const charter = { ...room.charter, seats: room.charter.seats.filter(({ seat }) => seat !== late.seat) };
    const earlier: Room = { ...room, charter };
    const { item } = await say(earlier, author, text);
    expect(await hear(earlier, late, item)).toEqual({ kind: 'not-verifiable', onRecord: false });
    // Nor without any charter, nor when the entry is made up by somebody who was there.
    const opened = await open(room, item);
    const by = { charter: undefined, keys: late.authentication, knownKeys: late.known };
    if (opened.kind !== 'opened') throw new Error('it opens');
    expect(await verifyAttribution(opened, by)).toEqual({ kind: 'not-verifiable', onRecord: false });
  });

  test('[AUTHN-5] shares, time, text and head cannot be exchanged by another member unseen', async () => {
    const room = await threeSeats();
    const [author, reader] = threeOf(room);
    const { item } = await say(room, author, text);
    const { item: other } = await say(room, author, text);
    const others = (await open(room, other)) as Body;
    const changes: ((was: Body) => Body)[] = [
      (was) => ({ ...was, shares: others.shares }),
      (was) => ({ ...was, shares: [...was.shares].reverse() }),
      (was) => ({ ...was, shares: was.shares.slice(1) }),
      (was) => ({ ...was, time: undefined }),
      (was) => ({ ...was, payload: utf8('We could never live with that.') }),
      (was) => ({ ...was, seen: { ...was.seen, size: 8 as TreeSize } }),
    ];
    for (const change of changes) {
      expect(await hear(room, reader, await resealed(room, item, change))).toEqual(forged('SIGNATURE'));
    }
  });

  test('[AUTHN-5] an author who leaves a party without its share is seen', async () => {
    const room = await threeSeats();
    const [author, reader] = threeOf(room);
    const charter = { ...room.charter, groundRules: { ...room.charter.groundRules, quorum: 2 } };
    const [first, second, third] = room.charter.parties;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three parties');
    const stale = { ...charter, parties: [first, second, { ...third, shareKeyGeneration: 1 }] };
    expect(await hear(room, reader, (await say(room, author, text)).item)).toMatchObject({ sharesFit: true });
    const { item } = await say(room, author, text, { charter: stale });
    expect(await hear(room, reader, item)).toMatchObject({ kind: 'verified', sharesFit: false });
  });

  test('an author who is not seated, or announces another key than it names, is refused', async () => {
    const room = await threeSeats();
    const [author, reader] = threeOf(room);
    const { item } = await say(room, author, text);
    const nobody = await resealed(room, item, (was) => ({
      ...was,
      attribution: { ...was.attribution, seat: room.random(16) as Member['seat'] },
    }));
    expect(await hear(room, reader, nobody)).toEqual(forged('AUTHOR_NOT_SEATED'));
    const misnamed = await resealed(room, item, (was) => ({
      ...was,
      attribution: { ...was.attribution, keyId: room.random(8) },
    }));
    expect(await hear(room, reader, misnamed)).toEqual(forged('KEY_ID'));
  });

  test('a seat whose static key is none silences nobody', async () => {
    const room = await threeSeats();
    const [author, reader, bad] = threeOf(room);
    const seats = room.charter.seats.map((seat) =>
      seat.seat === bad.seat ? { ...seat, staticKey: new Uint8Array(32) } : seat,
    );
    const with_ = { ...room, charter: { ...room.charter, seats } };
    const { item } = await say(with_, author, text);
    expect(await hear(with_, reader, item)).toMatchObject({ kind: 'verified' });
    const { item: fromBad } = await say(with_, bad, text);
    expect(await hear(with_, reader, fromBad)).toEqual(forged('MAC'));
  });
});

describe('on the record', () => {
  test('[AUTHN-3] the record signature covers channel and commitment only: it proves no text without an opening', async () => {
    const room = await threeSeats();
    const [author, reader] = threeOf(room);
    const { item, commitment } = await say(room, author, text, { attribution: 'on the record' });
    expect(await hear(room, reader, item)).toMatchObject({ kind: 'verified', onRecord: true });
    const signature = namedIn((await open(room, item)) as Body).recordSignature as Uint8Array;
    const { publicKey, seed } = author.keys.sign;
    expect(await verifyOnTheRecord(publicKey, room.channel, commitment, signature)).toBe(true);
    expect(await signOnTheRecord(seed, room.channel, commitment)).toEqual(signature);
    expect(await verifyOnTheRecord(publicKey, room.random(16) as ChannelId, commitment, signature)).toBe(false);
    expect(await verifyOnTheRecord(publicKey, room.channel, commit(room.random(32), text), signature)).toBe(false);
  });

  test('[AUTHN-3] a recipient cannot put another seat on the record', async () => {
    const room = await threeSeats();
    const [victim, recipient] = threeOf(room);
    const own = recipient.keys.sign.seed;
    const made = await simulated(room, victim, recipient, {
      recordSignature: (commitment) => signOnTheRecord(own, room.channel, commitment as ReturnType<typeof commit>),
    });
    expect(await hear(room, recipient, made)).toEqual(forged('RECORD_SIGNATURE'));
  });

  test('[AUTHN-5] nobody can make less of a word on the record by leaving its signature out', async () => {
    const room = await threeSeats();
    const [author, reader] = threeOf(room);
    const { item } = await say(room, author, text, { attribution: 'on the record' });
    const less = await resealed(room, item, (was) => ({
      ...was,
      attribution: { ...was.attribution, recordSignature: undefined },
    }));
    expect(await hear(room, reader, less)).toEqual(forged('SIGNATURE'));
  });

  test('[AUTHN-4] a late joiner can hold the author to the record signature, not to the entry', async () => {
    const room = await threeSeats();
    const [author, , late] = threeOf(room);
    const charter = { ...room.charter, seats: room.charter.seats.filter(({ seat }) => seat !== late.seat) };
    const earlier: Room = { ...room, charter };
    const { item } = await say(earlier, author, text, { attribution: 'on the record' });
    expect(await hear(earlier, late, item)).toEqual({ kind: 'not-verifiable', onRecord: true });
  });
});

const lengths = ({ authKey, ephemeral, macs }: Announcement) =>
  [authKey, ephemeral, ...macs].map(({ length }) => length);
