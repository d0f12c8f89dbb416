import { concat, utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, Commitment, EntryId, Epoch, SeatId, TreeSize } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { encodeCharter } from '../../src/protocol/charter/charter.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { commit, SALT_BYTES } from '../../src/protocol/commitment/commitment.ts';
import { open as openGcm, seal } from '../../src/protocol/crypto/aes-gcm.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { headerBytes } from '../../src/protocol/entry/header.ts';
import type { ForgedReason } from '../../src/protocol/seal/attribution.ts';
import { type Body, body, type SeatAttribution } from '../../src/protocol/seal/body.ts';
import { pad, unpad } from '../../src/protocol/seal/padding.ts';
import { entryKeys } from '../../src/protocol/seal/record-keys.ts';
import type { BrokenEntryCode } from '../../src/protocol/seal/seal-error.ts';
import { sealUnattributed } from '../../src/protocol/seal/seal-unattributed.ts';
import { type Member, namedIn, open, openRoom, type Room, say } from '../support/room.ts';

const ZERO_NONCE = new Uint8Array(12);
const text = utf8('We could live with that.');

/** Entries as one member finds them in the record. Needs fixed library randomness. */
export async function entryCases(): Promise<Record<string, object>> {
  const room = await openRoom({ seed: 'entry', parties: 3 });
  const [author, reader] = room.members as [Member, Member, Member];
  const deniable = await say(room, author, text);
  const onRecord = await say(room, author, text, { attribution: 'on the record' });
  const other = await say(room, author, text);
  const announced = { ...author.epochKey, announcement: undefined };
  const { item: short } = await say(room, author, text, { epochKey: announced });
  const off = { ...room.charter, groundRules: { ...room.charter.groundRules, rule: 'off the record' as const } };
  const shredded = await say(room, author, text, { charter: off });
  const without = { ...room.charter, seats: room.charter.seats.filter(({ seat }) => seat !== reader.seat) };
  const earlier = await say(room, author, text, { charter: without });

  const shown = {
    channel: toHex(room.channel),
    recordSecrets: [{ epoch: room.epoch, recordSecret: toHex(room.recordSecret) }],
    reader: toHex(reader.seat),
    readerSecret: toHex(reader.secret),
    charter: toHex(encodeCharter(room.charter)),
  };
  const verified = (item: Uint8Array, outcome: object = {}) => ({
    item: toHex(item),
    ...shown,
    payload: toHex(text),
    outcome: { kind: 'verified', onRecord: false, sharesFit: true, ...outcome },
  });
  const forged = (item: Uint8Array, why: ForgedReason) => ({
    item: toHex(item),
    ...shown,
    outcome: { kind: 'forged', why },
  });
  const broken = (item: Uint8Array, code: BrokenEntryCode, from: object = {}) => ({
    item: toHex(item),
    ...shown,
    ...from,
    outcome: { kind: 'broken', code },
  });

  const salt = room.random(SALT_BYTES);
  const seen = { size: 3 as TreeSize, root: new Uint8Array(32).fill(3) };
  const epochHead = { size: seen.size, root: toHex(seen.root) };
  const bare = await sealUnattributed({ ...room, entry: room.random(16) as EntryId, payload: text, salt, seen });
  const saysMore = (item: Uint8Array) => ({ ...forged(item, 'SAYS_MORE'), epochHead });

  const item = deniable.item;
  const others = decodeEnvelope(other.item);
  const padded = pad(await plainOf(room, item));
  const plain = await plainOf(room, item);
  const anyEpoch = [room.epoch, room.epoch + 1].map((epoch) => ({ epoch, recordSecret: toHex(room.recordSecret) }));
  const attributed = (change: Partial<SeatAttribution>) => (was: Body) => ({
    ...was,
    attribution: { ...namedIn(was), ...change },
  });
  const otherBody = await bodyOf(room, other.item);
  const reordered = Uint8Array.of(...item).fill(2, 1, 2);
  const elsewhere = room.random(16);

  return {
    deniable: { ...verified(item), commitment: toHex(deniable.commitment), salt: toHex(deniable.salt as Uint8Array) },
    'on-the-record': verified(onRecord.item, { onRecord: true }),
    unattributed: {
      ...verified(bare, {}),
      epochHead,
      commitment: toHex(commit(salt, text)),
      salt: toHex(salt),
      outcome: { kind: 'unattributed', sharesFit: true },
    },
    'unattributed-with-a-time': saysMore(await rewritten(room, bare, (was) => ({ ...was, time: 1 }))),
    'unattributed-of-another-head': saysMore(
      await rewritten(room, bare, (was) => ({ ...was, seen: { ...was.seen, size: 6 as TreeSize } })),
    ),
    'unattributed-of-another-root': saysMore(
      await rewritten(room, bare, (was) => ({ ...was, seen: { ...was.seen, root: new Uint8Array(32).fill(6) } })),
    ),
    'unattributed-without-a-token': {
      ...forged(
        await rewritten(room, item, (was) => ({
          ...was,
          time: undefined,
          seen,
          attribution: { kind: 'unattributed' },
        })),
        'HOW_POSTED',
      ),
      epochHead,
    },
    'attributed-with-a-token': forged(await readdressed(room, item, { isWithToken: true }), 'HOW_POSTED'),
    'header-marked-as-with-a-token': broken(exchanged(item, { header: { isWithToken: true } }), 'CIPHERTEXT'),
    'unattributed-to-a-late-joiner': {
      ...verified(bare),
      epochHead,
      charter: toHex(encodeCharter(without)),
      outcome: { kind: 'not-verifiable', onRecord: false },
    },
    'unattributed-with-a-time-to-a-late-joiner': {
      ...saysMore(await rewritten(room, bare, (was) => ({ ...was, time: 1 }))),
      charter: toHex(encodeCharter(without)),
    },
    'unattributed-of-an-epoch-not-seen-to-begin': {
      ...verified(bare),
      outcome: { kind: 'not-verifiable', onRecord: false },
    },
    'off-the-record': { ...verified(shredded.item), charter: toHex(encodeCharter(off)) },
    'read-by-a-late-joiner': {
      ...verified(earlier.item),
      charter: toHex(encodeCharter(without)),
      outcome: { kind: 'not-verifiable', onRecord: false },
    },
    'without-a-record-secret': {
      item: toHex(item),
      ...shown,
      recordSecrets: [],
      outcome: { kind: 'not-for-this-seat' },
    },

    'not-an-entry': broken(reordered, 'NOT_AN_ENTRY'),
    'cut-short': broken(item.subarray(0, -1), 'NOT_AN_ENTRY'),
    'of-another-channel': broken(item, 'OTHER_CHANNEL', { channel: toHex(elsewhere) }),
    'swapped-key-commitment': broken(exchanged(item, { keyCommitment: others.keyCommitment }), 'KEY_COMMITMENT'),
    'under-another-record-secret': broken(item, 'KEY_COMMITMENT', {
      recordSecrets: [{ epoch: room.epoch, recordSecret: toHex(room.random(32)) }],
    }),
    'nonce-of-another-entry': broken(exchanged(item, { nonce: others.nonce }), 'KEY_COMMITMENT'),
    'header-moved-to-another-channel': broken(
      exchanged(item, { header: { channel: elsewhere as ChannelId } }),
      'CIPHERTEXT',
      { channel: toHex(elsewhere) },
    ),
    'header-moved-to-another-epoch': broken(
      exchanged(item, { header: { epoch: (room.epoch + 1) as Epoch } }),
      'CIPHERTEXT',
      { recordSecrets: anyEpoch },
    ),
    'header-of-another-entry': broken(
      exchanged(item, { header: { entry: others.header.entry as EntryId } }),
      'CIPHERTEXT',
    ),
    'header-with-another-commitment': broken(
      exchanged(item, { header: { commitment: others.header.commitment as Commitment } }),
      'CIPHERTEXT',
    ),
    'ciphertext-altered': broken(item.with(item.length - 20, (item.at(-20) as number) ^ 1), 'CIPHERTEXT'),
    'ciphertext-of-another-entry': broken(exchanged(item, { ciphertext: others.ciphertext }), 'CIPHERTEXT'),
    'padding-not-zero': broken(await sealed(room, item, padded.with(padded.length - 1, 1)), 'PADDING'),
    'padding-of-a-larger-class': broken(
      await sealed(room, item, concat(padded, new Uint8Array(padded.length))),
      'PADDING',
    ),
    'padding-length-past-the-end': broken(await sealed(room, item, padded.with(0, 1)), 'PADDING'),
    'body-with-a-trailing-byte': broken(await sealed(room, item, pad(concat(plain, new Uint8Array(1)))), 'BODY'),

    'signature-of-another-entry': forged(
      await rewritten(room, item, attributed({ authSignature: namedIn(otherBody).authSignature })),
      'SIGNATURE',
    ),
    'shares-of-another-entry': forged(
      await rewritten(room, item, (was) => ({ ...was, shares: otherBody.shares })),
      'SIGNATURE',
    ),
    'time-altered': forged(await rewritten(room, item, (was) => ({ ...was, time: undefined })), 'SIGNATURE'),
    'payload-altered': forged(await rewritten(room, item, (was) => ({ ...was, payload: utf8('No.') })), 'SIGNATURE'),
    'by-a-seat-that-is-not-there': forged(
      await rewritten(room, item, attributed({ seat: room.random(16) as SeatId })),
      'AUTHOR_NOT_SEATED',
    ),
    'in-the-name-of-another-seat': forged(
      await rewritten(room, item, attributed({ seat: (room.members[2] as Member).seat })),
      'MAC',
    ),
    'key-never-announced': forged(short, 'KEY_UNKNOWN'),
    'key-id-of-another-key': forged(await rewritten(room, item, attributed({ keyId: room.random(8) })), 'KEY_ID'),
    'record-signature-of-another-entry': forged(
      await rewritten(
        room,
        item,
        attributed({ recordSignature: namedIn(await bodyOf(room, onRecord.item)).recordSignature }),
      ),
      'RECORD_SIGNATURE',
    ),
  };
}

function exchanged(item: Uint8Array, change: Partial<Envelope> | { readonly header: Partial<Envelope['header']> }) {
  const was = decodeEnvelope(item);
  return encodeEnvelope({ ...was, ...change, header: { ...was.header, ...change.header } });
}

async function plainOf(room: Room, item: Uint8Array): Promise<Uint8Array> {
  const { header, nonce, ciphertext } = decodeEnvelope(item);
  const { key } = entryKeys(room.recordSecret, nonce);
  const padded = await openGcm(key, ZERO_NONCE, headerBytes(header), ciphertext);
  return unpad(padded as Uint8Array) as Uint8Array;
}

async function bodyOf(room: Room, item: Uint8Array): Promise<Body> {
  const opened = await open(room, item);
  if (opened.kind !== 'opened') throw new Error('an item of the room opens');
  const { payload, time, seen, shares, attribution } = opened;
  return { payload, time, seen, shares, attribution };
}

/** What was sealed in the item exchanged for other padded bytes, as any member could. */
async function sealed(room: Room, item: Uint8Array, padded: Uint8Array): Promise<Uint8Array> {
  const { header, nonce } = decodeEnvelope(item);
  const { key } = entryKeys(room.recordSecret, nonce);
  return exchanged(item, { ciphertext: await seal(key, ZERO_NONCE, headerBytes(header), padded) });
}

/** The same body sealed anew under another header. */
async function readdressed(room: Room, item: Uint8Array, change: Partial<Envelope['header']>): Promise<Uint8Array> {
  const padded = pad(await plainOf(room, item));
  return await sealed(room, exchanged(item, { header: change }), padded);
}

async function rewritten(room: Room, item: Uint8Array, change: (was: Body) => Body): Promise<Uint8Array> {
  return await sealed(room, item, pad(encode(body, change(await bodyOf(room, item)))));
}
