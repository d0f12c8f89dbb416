import type { EntryId, Position } from '../../base/ids.ts';
import {
  APPEND_KINDS,
  type Append,
  type AppendKind,
  type AppendOutcome,
  type ChannelKey,
  type Released,
} from './store.ts';

/**
 * Appends as one buffer, which crosses to another thread without being copied.
 *
 * Each is: channel (f64), last handshake (f64), length (u32), kind (u8), id (16), item.
 */
const HEAD_BYTES = 8 + 8 + 4 + 1 + 16;

export function packAppends(appends: readonly Append[]): ArrayBuffer {
  let length = 0;
  for (const { item } of appends) length += HEAD_BYTES + item.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { channel, lastHandshake, kind, id, item } of appends) {
    view.setFloat64(at, channel);
    view.setFloat64(at + 8, lastHandshake);
    view.setUint32(at + 16, item.length);
    view.setUint8(at + 20, APPEND_KINDS.indexOf(kind));
    bytes.set(id, at + 21);
    bytes.set(item, at + HEAD_BYTES);
    at += HEAD_BYTES + item.length;
  }
  return bytes.buffer;
}

/** The appends as views into the buffer. */
export function unpackAppends(buffer: ArrayBuffer): Append[] {
  const view = new DataView(buffer);
  const appends: Append[] = [];
  for (let at = 0; at < buffer.byteLength; ) {
    const length = view.getUint32(at + 16);
    appends.push({
      channel: view.getFloat64(at) as ChannelKey,
      lastHandshake: view.getFloat64(at + 8) as Position,
      kind: APPEND_KINDS[view.getUint8(at + 20)] as AppendKind,
      id: new Uint8Array(buffer, at + 21, 16) as unknown as EntryId,
      item: new Uint8Array(buffer, at + HEAD_BYTES, length),
    });
    at += HEAD_BYTES + length;
  }
  return appends;
}

const KINDS = ['appended', 'known', 'epoch-moved', 'quota-exceeded', 'released'] as const;

/** Two numbers an outcome, its kind and its position; and beside them what few have. */
export interface PackedOutcomes {
  readonly packed: Float64Array;
  readonly released: readonly (Released & { readonly at: number })[];
}

export function packOutcomes(outcomes: readonly AppendOutcome[]): PackedOutcomes {
  const packed = new Float64Array(2 * outcomes.length);
  outcomes.forEach((outcome, i) => {
    packed[2 * i] = KINDS.indexOf(outcome.kind);
    packed[2 * i + 1] = 'position' in outcome ? outcome.position : -1;
  });
  const released = outcomes.flatMap((outcome, at) =>
    'released' in outcome && outcome.released !== undefined ? [{ ...outcome.released, at }] : [],
  );
  return { packed, released };
}

export function unpackOutcomes({ packed, released }: PackedOutcomes): AppendOutcome[] {
  const outcomes: AppendOutcome[] = [];
  for (let i = 0; i < packed.length; i += 2) {
    const kind = KINDS[packed[i] as number] as AppendOutcome['kind'];
    outcomes.push({ kind, position: packed[i + 1] } as AppendOutcome);
  }
  for (const { at, from, items } of released) {
    outcomes[at] = { ...(outcomes[at] as AppendOutcome), released: { from, items } } as AppendOutcome;
  }
  return outcomes;
}
