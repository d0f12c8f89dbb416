import { decode, encode } from '../../protocol/codec/codec.ts';
import { fixed, list, optional, struct, text, word } from '../../protocol/codec/shapes.ts';
import { NOTE_BYTES_MAX } from '../../protocol/log/limits.ts';
import { type ChannelBeat, channelBeat } from '../../protocol/wire/venue-message.ts';
import { LOG_EVIDENCE_BYTES_MAX } from './limits.ts';

const noteText = text('note', { maxBytes: NOTE_BYTES_MAX });

/**
 * What shows that the public log is not what its members were promised. `[LOG-6]`
 *
 * - `key`: the venue's log has another key than this device first saw.
 * - `note`: a checkpoint that names the log's key and is none of it.
 * - `state`: two checkpoints of one key, of which neither log contains the other.
 * - `root`: the beat's root is not that of the record's commitments (`root`; none where the record is shorter).
 * - `entry`: the log of the checkpoint holds something else where the beat should stand.
 */
const evidenceCodec = struct('log evidence', {
  claim: word('claim', ['key', 'note', 'state', 'root', 'entry'] as const),
  beat: optional(channelBeat),
  root: optional(fixed('root', 32)),
  keys: list('keys', text('verifier key', { maxBytes: 8_192 }), { max: 2 }),
  notes: list('notes', noteText, { max: 2 }),
});

export interface LogEvidence {
  readonly claim: 'key' | 'note' | 'state' | 'root' | 'entry';
  readonly beat?: ChannelBeat | undefined;
  readonly root?: Uint8Array | undefined;
  readonly keys?: readonly string[];
  readonly notes?: readonly string[];
}

export function encodeLogEvidence({ claim, beat, root, keys = [], notes = [] }: LogEvidence): Uint8Array {
  return encode(evidenceCodec, { claim, beat, root, keys, notes });
}

/** Throws CodecError on what {@link encodeLogEvidence} did not write. */
export function decodeLogEvidence(bytes: Uint8Array) {
  return decode(evidenceCodec, bytes, LOG_EVIDENCE_BYTES_MAX);
}
