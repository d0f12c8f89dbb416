import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelId, Commitment, EntryId, Epoch, Position } from '../../base/ids.ts';
import { decodeEnvelope, encodeEnvelope } from '../../protocol/entry/envelope.ts';
import { CIPHERTEXT_BYTES_MIN } from '../../protocol/entry/limits.ts';
import { decodeClientFrame, decodeVenueFrame, encodeClientFrame } from '../../protocol/wire/frame.ts';
import { readEntry } from './read-entry.ts';
import { readPost } from './read-post.ts';
import { itemsFrame, messageFrame, postedFrame } from './socket-frames.ts';

const id = fc.uint8Array({ minLength: 16, maxLength: 16 });
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const number = fc.oneof(fc.nat(30), fc.nat(70_000), fc.constantFrom(23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1));
const position = fc.oneof(number, fc.constantFrom(2 ** 32, Number.MAX_SAFE_INTEGER));

const entry = fc
  .record({
    channel: id,
    epoch: position,
    entry: id,
    commitment: hash,
    nonce: hash,
    keyCommitment: hash,
    extra: fc.nat(3_000),
    isWithToken: fc.boolean(),
  })
  .map(({ channel, epoch, entry, commitment, nonce, keyCommitment, extra, isWithToken }) =>
    encodeEnvelope({
      header: {
        channel: channel as ChannelId,
        epoch: epoch as Epoch,
        entry: entry as EntryId,
        commitment: commitment as Commitment,
        ...(isWithToken ? { isWithToken } : {}),
      },
      nonce,
      keyCommitment,
      ciphertext: new Uint8Array(CIPHERTEXT_BYTES_MIN + extra),
    }),
  );

/** A few bytes changed, most often near the beginning, where the structure is; or cut, or made longer. */
const damage = fc.record({
  changes: fc.array(fc.tuple(fc.nat(220), fc.nat(255)), { maxLength: 2 }),
  length: fc.integer({ min: -2, max: 1 }),
});

function damaged(bytes: Uint8Array, { changes, length }: { changes: [number, number][]; length: number }): Uint8Array {
  const copy = new Uint8Array(bytes.length + length);
  copy.set(bytes.subarray(0, copy.length));
  for (const [at, byte] of changes) if (at < copy.length) copy[at] = byte;
  return copy;
}

function orUndefined<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

describe('[CODEC-1] what delivery reads in place', () => {
  test('is an entry exactly where the codec finds one, and the same one', () => {
    fc.assert(
      fc.property(entry, fc.option(damage), (whole, change) => {
        const item = change === null ? whole : damaged(whole, change);
        const header = orUndefined(() => decodeEnvelope(item))?.header;
        const read = readEntry(item);
        expect(read && { channel: [...read.channel], entry: [...read.entry], is: read.isWithToken }).toEqual(
          header && { channel: [...header.channel], entry: [...header.entry], is: header.isWithToken === true },
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('is a post exactly where the codec finds one, and the same one', () => {
    fc.assert(
      fc.property(
        number,
        position,
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.option(damage),
        (requestId, last, item, change) => {
          const whole = encodeClientFrame(requestId, { kind: 'post', lastHandshake: last as Position, item });
          const frame = change === null ? whole : damaged(whole, change);
          const decoded = orUndefined(() => decodeClientFrame(frame));
          const post = decoded?.message.kind === 'post' ? decoded.message : undefined;
          const read = readPost(frame);
          expect(read && [read.requestId, read.lastHandshake, [...read.item]]).toEqual(
            post && [decoded?.requestId, post.lastHandshake, [...post.item]],
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('what delivery writes in place', () => {
  const payload = (frame: Buffer) => {
    const length = frame[1] as number;
    expect(frame[0]).toBe(0x82);
    const head = length < 126 ? 2 : length === 126 ? 4 : 10;
    const stated = length < 126 ? length : length === 126 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2));
    expect(stated).toBe(frame.length - head);
    return decodeVenueFrame(frame.subarray(head));
  };

  test('is what the codec would write', () => {
    fc.assert(
      fc.property(number, position, (requestId, at) => {
        const message = { kind: 'posted' as const, position: at as Position };
        expect(payload(postedFrame(requestId, at))).toEqual({ requestId, message });
        expect([...postedFrame(requestId, at)]).toEqual([...messageFrame(requestId, message)]);
      }),
    );
    const items = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(number, position, position, items, (requestId, from, size, all) => {
        const message = { kind: 'items' as const, from: from as Position, size, items: all };
        expect([...itemsFrame(requestId, from, size, all)]).toEqual([...messageFrame(requestId, message)]);
      }),
    );
    expect(payload(itemsFrame(0, 1, 2, [new Uint8Array(70_000)])).message.kind).toBe('items');
  });
});
