// What a venue, a thief of keys or a member can try against sealed entries, and what comes of it.
import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, EntryId, Epoch } from '../../src/base/ids.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { commit, opensCommitment } from '../../src/protocol/commitment/commitment.ts';
import { open as openGcm, seal as sealGcm } from '../../src/protocol/crypto/aes-gcm.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { headerBytes } from '../../src/protocol/entry/header.ts';
import { PAYLOAD_BYTES_MAX } from '../../src/protocol/entry/limits.ts';
import { type Body, body } from '../../src/protocol/seal/body.ts';
import { type Opened, openEntry } from '../../src/protocol/seal/open-entry.ts';
import { pad, unpad } from '../../src/protocol/seal/padding.ts';
import { entryKeys } from '../../src/protocol/seal/record-keys.ts';
import { type Member, open, openRoom, type Room, say } from '../support/room.ts';

const ZERO_NONCE = new Uint8Array(12);
const text = utf8('We could live with that.');

const spoken = async (room: Room, payload = text) => (await say(room, room.members[0] as Member, payload)).item;
const outcome = (opened: Opened) => (opened.kind === 'broken' ? opened.code : opened.kind);
const altered = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] as number) ^ 1);

/** The item with parts of its envelope exchanged. */
function exchanged(item: Uint8Array, change: Partial<Envelope> | { readonly header: Partial<Envelope['header']> }) {
  const was = decodeEnvelope(item);
  return encodeEnvelope({ ...was, ...change, header: { ...was.header, ...change.header } });
}

/** The entry's plaintext as it lay before padding, by the key that sealed it. */
async function plainOf(room: Room, item: Uint8Array): Promise<Uint8Array> {
  const { header, nonce, ciphertext } = decodeEnvelope(item);
  const { key } = entryKeys(room.recordSecret, nonce);
  const padded = await openGcm(key, ZERO_NONCE, headerBytes(header), ciphertext);
  return unpad(padded as Uint8Array) as Uint8Array;
}

/** Any padded bytes sealed as the room's members could. */
async function sealedByMember(room: Room, item: Uint8Array, padded: Uint8Array): Promise<Uint8Array> {
  const { header, nonce } = decodeEnvelope(item);
  const { key } = entryKeys(room.recordSecret, nonce);
  return exchanged(item, { ciphertext: await sealGcm(key, ZERO_NONCE, headerBytes(header), padded) });
}

describe('an entry', () => {
  test('opens for members of its epoch, and for nobody without the record secret', async () => {
    const room = await openRoom();
    const item = await spoken(room);
    const opened = await open(room, item);
    expect(opened).toMatchObject({ kind: 'opened', payload: text, time: 1_770_000_000_000 });
    const without = await openEntry(item, { channel: room.channel, recordSecret: () => undefined });
    expect(without).toEqual({ kind: 'not-for-this-seat', header: decodeEnvelope(item).header });
  });

  test('is as large as its size class says, whatever was said', async () => {
    const room = await openRoom();
    expect((await spoken(room, utf8('no'))).length).toBe((await spoken(room, utf8('yes, but only if …'))).length);
    const largest = await spoken(room, new Uint8Array(PAYLOAD_BYTES_MAX).fill(1));
    expect(outcome(await open(room, largest))).toBe('opened');
    await expect(spoken(room, new Uint8Array(PAYLOAD_BYTES_MAX + 1))).rejects.toThrow(
      expect.objectContaining({ code: 'PAYLOAD_SIZE' }),
    );
  });

  test("[SEAL-1] another key's commitment is noticed before the ciphertext is touched", async () => {
    const room = await openRoom();
    const item = await spoken(room);
    const { keyCommitment } = decodeEnvelope(await spoken(room));
    // The ciphertext is garbage as well: what is reported is what was looked at first.
    const ciphertext = new Uint8Array(528);
    expect(outcome(await open(room, exchanged(item, { keyCommitment, ciphertext })))).toBe('KEY_COMMITMENT');
    expect(outcome(await open(room, exchanged(item, { ciphertext })))).toBe('CIPHERTEXT');
  });

  test('[SEAL-1] a ciphertext that opens under the keys of two epochs is read in neither but its own', async () => {
    // A partitioning attack needs one item that two readers open differently. Each nonce commits to one key a secret.
    const room = await openRoom();
    const item = await spoken(room);
    const { nonce, keyCommitment } = decodeEnvelope(item);
    const other = room.random(32);
    expect(entryKeys(other, nonce).keyCommitment).not.toEqual(keyCommitment);
    expect(outcome(await openEntry(item, { channel: room.channel, recordSecret: () => other }))).toBe('KEY_COMMITMENT');
  });

  test('[SEAL-2] it cannot be moved to another channel, epoch, id or commitment', async () => {
    const room = await openRoom();
    const item = await spoken(room);
    const anyEpoch = { channel: room.channel, recordSecret: () => room.recordSecret };
    const channel = room.random(16) as ChannelId;
    expect(outcome(await open(room, exchanged(item, { header: { channel } })))).toBe('OTHER_CHANNEL');
    expect(outcome(await openEntry(exchanged(item, { header: { channel } }), { ...anyEpoch, channel }))).toBe(
      'CIPHERTEXT',
    );
    const epoch = (room.epoch + 1) as Epoch;
    expect(outcome(await openEntry(exchanged(item, { header: { epoch } }), anyEpoch))).toBe('CIPHERTEXT');
    const entry = room.random(16) as EntryId;
    expect(outcome(await open(room, exchanged(item, { header: { entry } })))).toBe('CIPHERTEXT');
    const commitment = commit(room.random(32), text);
    expect(outcome(await open(room, exchanged(item, { header: { commitment } })))).toBe('CIPHERTEXT');
  });

  test('[SEAL-3] a member who pads otherwise is not read', async () => {
    const room = await openRoom();
    const item = await spoken(room);
    const padded = pad(await plainOf(room, item));
    expect(outcome(await open(room, await sealedByMember(room, item, padded)))).toBe('opened');
    const message = await sealedByMember(room, item, altered(padded, padded.length - 1));
    expect(outcome(await open(room, message))).toBe('PADDING');
    const roomy = await sealedByMember(room, item, concat(padded, new Uint8Array(padded.length)));
    expect(outcome(await open(room, roomy))).toBe('PADDING');
  });

  test("[SEAL-4] one entry's leaked key opens no other entry", async () => {
    const room = await openRoom();
    const [first, second] = [await spoken(room), await spoken(room)].map(decodeEnvelope) as [Envelope, Envelope];
    const leaked = entryKeys(room.recordSecret, first.nonce).key;
    expect(await openGcm(leaked, ZERO_NONCE, headerBytes(first.header), first.ciphertext)).toBeDefined();
    expect(await openGcm(leaked, ZERO_NONCE, headerBytes(second.header), second.ciphertext)).toBeUndefined();
    expect(entryKeys(leaked, second.nonce).keyCommitment).not.toEqual(second.keyCommitment);
  });

  test('[LOG-4] a leaked entry key and the payload show nothing about the commitment without the salt', async () => {
    const room = await openRoom();
    const { item, commitment, salt } = await say(room, room.members[0] as Member, text);
    const plain = await plainOf(room, item);
    // Whoever has the key has the whole body; neither salt nor an opened share is in it.
    const contains = (whole: Uint8Array, part: Uint8Array) =>
      whole.some((_, at) => part.every((byte, index) => whole[at + index] === byte));
    expect(contains(plain, text)).toBe(true);
    expect(contains(plain, salt as Uint8Array)).toBe(false);
    // The commitment fits another text as well as this one: it takes a salt to tell.
    expect(opensCommitment(commitment, salt as Uint8Array, text)).toBe(true);
    expect(opensCommitment(commitment, room.random(32), text)).toBe(false);
  });

  test('[COMMIT-1] sealed again for a later epoch it keeps its commitment', async () => {
    const room = await openRoom();
    const entry = room.random(16) as EntryId;
    const author = room.members[0] as Member;
    const first = await say(room, author, text, { entry });
    const again = await say(room, author, text, { entry, epoch: (room.epoch + 1) as Epoch });
    expect(again.commitment).toEqual(first.commitment);
    expect(again.item).not.toEqual(first.item);
  });

  test.each(['off the record', 'one party'])('[COMMIT-1] %s: the salt is random and forgotten', async (which) => {
    const room = await openRoom(
      which === 'one party' ? { parties: 1, seats: 2 } : { rules: { rule: 'off the record' } },
    );
    const entry = room.random(16) as EntryId;
    const author = room.members[0] as Member;
    const first = await say(room, author, text, { entry });
    expect(first.salt).toBeUndefined();
    expect((await say(room, author, text, { entry })).commitment).not.toEqual(first.commitment);
  });

  test('[RECORD-4] a body that this version cannot read breaks nothing but itself', async () => {
    const room = await openRoom();
    const item = await spoken(room);
    const plain = await plainOf(room, item);
    const padded = (bytes: Uint8Array) => sealedByMember(room, item, pad(bytes));
    expect(outcome(await open(room, await padded(utf8('no body'))))).toBe('BODY');
    expect(outcome(await open(room, await padded(concat(plain, Uint8Array.of(0)))))).toBe('BODY');
    const opened = (await open(room, item)) as Body & { kind: 'opened' };
    const { payload, time, seen, shares, attribution } = opened;
    expect(encode(body, { payload, time, seen, shares, attribution })).toEqual(plain);
  });

  test('an author who is not seated, or whose keys the charter does not know, seals nothing', async () => {
    const room = await openRoom();
    const [author, other] = room.members as [Member, Member];
    const stranger = { id: room.random(16) as Member['seat'], keys: author.keys };
    await expect(say(room, author, text, { seat: stranger })).rejects.toThrow(
      expect.objectContaining({ code: 'NOT_SEATED' }),
    );
    await expect(say(room, author, text, { seat: { id: author.seat, keys: other.keys } })).rejects.toThrow(
      expect.objectContaining({ code: 'KEY_MISMATCH' }),
    );
  });
});
