/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { decodeBoxClosed, encodeBoxClosed } from '../../src/protocol/ballot-box/box-closed.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { decodeShredded, encodeShredded } from '../../src/protocol/entry/shredded.ts';
import { foundingItem } from '../../src/protocol/handshake/founding.ts';
import { handshakeItem } from '../../src/protocol/handshake/handshake.ts';
import { HANDSHAKE_BYTES_MAX } from '../../src/protocol/handshake/limits.ts';
import {
  decodeClientFrame,
  decodeVenueFrame,
  encodeClientFrame,
  encodeVenueFrame,
} from '../../src/protocol/wire/frame.ts';
import { decodePayload, encodePayload } from '../../src/records/payload.ts';
import type { WireCase } from './wire-cases.ts';

const files = import.meta.glob<WireCase>('./{handshake,wire,payload}/*.json', { eager: true, import: 'default' });

/** Reads bytes and writes them again. */
const again: Record<WireCase['codec'], (bytes: Uint8Array) => Uint8Array> = {
  founding: (bytes) => encode(foundingItem, decode(foundingItem, bytes, HANDSHAKE_BYTES_MAX)),
  handshake: (bytes) => encode(handshakeItem, decode(handshakeItem, bytes, HANDSHAKE_BYTES_MAX)),
  shredded: (bytes) => encodeShredded(decodeShredded(bytes).leafHash),
  'box-closed': (bytes) => encodeBoxClosed(decodeBoxClosed(bytes)),
  'client-frame': (bytes) => {
    const { requestId, message } = decodeClientFrame(bytes);
    return encodeClientFrame(requestId, message);
  },
  'venue-frame': (bytes) => {
    const { requestId, message } = decodeVenueFrame(bytes);
    return encodeVenueFrame(requestId, message);
  },
  payload: (bytes) => {
    const read = decodePayload(bytes);
    // Of a newer version: it is shown as that, and its bytes stay as they came.
    return read.kind === 'unknown-kind' ? bytes : encodePayload(read.kind, read.content as never);
  },
};

describe('[CODEC-1] frames, handshakes and payloads', () => {
  test.each(Object.entries(files).map(([path, vector]) => [path.slice(2, -5), vector] as const))(
    '%s',
    (_name, vector) => {
      const { codec, bytes, fails } = vector;
      const read = () => again[codec](fromHex(bytes) as Uint8Array);
      if (fails === undefined) expect(toHex(read())).toBe(bytes);
      else expect(read).toThrow(expect.objectContaining({ code: fails }));
    },
  );
});
