import { fromUtf8 } from '../../base/bytes.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { optional, struct, text, uint } from '../../protocol/codec/shapes.ts';
import { type Checkpoint, checkCheckpoint } from '../../protocol/log/checkpoint.ts';
import { NOTE_BYTES_MAX } from '../../protocol/log/limits.ts';
import { LogError } from '../../protocol/log/log-error.ts';
import { containsState, type LogFiles } from '../../protocol/log/log-files.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../../protocol/log/verifier-key.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { Storage } from '../storage/storage.ts';
import { BEAT_MS_MAX } from './limits.ts';
import type { LogEvidence } from './log-evidence.ts';

const keptCodec = struct('kept log', {
  version: uint('version', { min: 1, max: 1 }),
  verifierKey: text('verifier key', { maxBytes: 8_192 }),
  note: optional(text('checkpoint', { maxBytes: NOTE_BYTES_MAX })),
});

interface Kept {
  readonly verifierKey: string;
  readonly note: string | undefined;
}

interface SignedState {
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

/** What the log shows now, beside all that this device ever saw of it. */
export type LogLook =
  | ({ readonly kind: 'seen'; readonly files: LogFiles } & SignedState)
  /** Signed and no lie, but less than it showed before. */
  | { readonly kind: 'older' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'broken'; readonly evidence: LogEvidence };

/**
 * One venue's public log, as one device has seen it: pins the key on first use, and keeps the newest checkpoint. `[LOG-6]`
 *
 * Shared by all of a person's seats at the venue, so that what one of them saw binds the log towards the others. Owns
 * what the device keeps of it. Does not see what others are shown: for that, notes are compared.
 */
export class VenueLog {
  readonly #storage: Storage;
  readonly #http: VenueHttp;
  readonly #key: string;
  readonly #queue = new SerialQueue();
  // Owned here, as is what the storage has under the key.
  #kept: Kept | undefined;
  #described: { readonly verifierKey: string; readonly intervalMs: number } | undefined;

  constructor(storage: Storage, of: { readonly venue: string; readonly origin: string }) {
    this.#storage = storage;
    this.#http = new VenueHttp(of.venue);
    this.#key = `venue/${of.origin}/log`;
  }

  /** Between two beats, as the venue says, and at most an hour. `undefined` before it was asked. */
  get beatMs(): number | undefined {
    return this.#described?.intervalMs;
  }

  /** The newest checkpoint that this device has seen, as its venue signed it: to be compared with others'. */
  get note(): string | undefined {
    return this.#kept?.note;
  }

  look(): Promise<LogLook> {
    return this.#queue.run(() => this.#readable(() => this.#look()));
  }

  /** Holds another member's note against this log: `seen` where it is of one log with what this device saw. */
  compare(note: string): Promise<LogLook> {
    return this.#queue.run(() =>
      this.#readable(async () => {
        const now = await this.#look();
        if (now.kind !== 'seen') return now;
        const key = parseVerifierKey((this.#kept as Kept).verifierKey);
        const theirs = await signedState(note, key);
        // Anyone can write what the venue did not sign.
        if (theirs.kind !== 'signed') return { kind: 'unreadable' };
        return (await areOfOneLog(now.files, theirs, now)) ? now : broken('state', { notes: [now.note, note] });
      }),
    );
  }

  /** What cannot be read, or is cut, says nothing against the venue. */
  async #readable(look: () => Promise<LogLook>): Promise<LogLook> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof LogError || error instanceof ClientError) return { kind: 'unreadable' };
      throw error;
    }
  }

  async #look(): Promise<LogLook> {
    this.#described ??= await this.#describe();
    const kept = await this.#recall(this.#described.verifierKey);
    if (kept.verifierKey !== this.#described.verifierKey) {
      return broken('key', { keys: [kept.verifierKey, this.#described.verifierKey] });
    }
    const bytes = await this.#http.logFile('checkpoint');
    if (bytes === undefined) return { kind: 'unreadable' };
    const key = parseVerifierKey(kept.verifierKey);
    const now = await signedState(noteOf(bytes), key);
    if (now.kind !== 'signed') return now.look;
    const files = this.#files();
    const seen: LogLook = { kind: 'seen', files, checkpoint: now.checkpoint, note: now.note };
    const before = kept.note === undefined ? undefined : await signedState(kept.note, key);
    if (before?.kind === 'signed') {
      if (now.checkpoint.size < before.checkpoint.size) {
        return await this.#lookBack(files, before, now);
      }
      if (!(await areOfOneLog(files, before, now))) return broken('state', { notes: [before.note, now.note] });
      if (now.checkpoint.size === before.checkpoint.size) return seen;
    }
    await this.#keep({ ...kept, note: now.note });
    return seen;
  }

  /** An old copy is no lie; and the files of what is not shown may well be missing. */
  async #lookBack(files: LogFiles, before: SignedState, now: SignedState): Promise<LogLook> {
    try {
      if (!(await areOfOneLog(files, before, now))) return broken('state', { notes: [before.note, now.note] });
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
    }
    return { kind: 'older' };
  }

  async #describe() {
    const { verifierKey, beat } = await this.#http.describe();
    // A key that is none is not pinned.
    parseVerifierKey(verifierKey);
    const intervalMs = Number(beat?.intervalMs);
    if (!(intervalMs > 0)) throw new ClientError('VENUE_MISBEHAVED', 'the venue says no beat interval');
    return { verifierKey, intervalMs: Math.min(intervalMs, BEAT_MS_MAX) };
  }

  async #recall(verifierKey: string): Promise<Kept> {
    if (this.#kept === undefined) {
      const bytes = await this.#storage.get(this.#key);
      if (bytes === undefined) await this.#keep({ verifierKey, note: undefined });
      else this.#kept = decode(keptCodec, bytes, 2 * NOTE_BYTES_MAX);
    }
    return this.#kept as Kept;
  }

  async #keep(kept: Kept): Promise<void> {
    this.#kept = kept;
    await this.#storage.write({ put: { [this.#key]: encode(keptCodec, { version: 1, ...kept }) } });
  }

  /** Each file once: what proves one thing often proves the next. */
  #files(): LogFiles {
    const read = new Map<string, Promise<Uint8Array | undefined>>();
    return {
      read: (path) => {
        const reading = read.get(path) ?? this.#http.logFile(path);
        read.set(path, reading);
        return reading;
      },
    };
  }
}

/** Whichever is the larger one contains the other. */
async function areOfOneLog(files: LogFiles, a: SignedState, b: SignedState): Promise<boolean> {
  const [then, now] =
    a.checkpoint.size <= b.checkpoint.size ? [a.checkpoint, b.checkpoint] : [b.checkpoint, a.checkpoint];
  return await containsState(files, now, then);
}

type Signed = ({ readonly kind: 'signed' } & SignedState) | { readonly kind: 'none'; readonly look: LogLook };

async function signedState(note: string, key: VerifierKey): Promise<Signed> {
  try {
    const { checkpoint } = await checkCheckpoint(note, key);
    return { kind: 'signed', checkpoint, note };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    // A page of somebody in between, or half an answer, is no note at all.
    if (error.code === 'BAD_NOTE') return { kind: 'none', look: { kind: 'unreadable' } };
    return {
      kind: 'none',
      look: broken(error.code === 'WRONG_KEY' ? 'key' : 'note', { keys: [formatVerifierKey(key)], notes: [note] }),
    };
  }
}

/** Throws BAD_NOTE on bytes that are no text. */
function noteOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new LogError('BAD_NOTE', 'not text', { cause });
  }
}

function broken(claim: LogEvidence['claim'], of: Omit<LogEvidence, 'claim'>): LogLook {
  return { kind: 'broken', evidence: { claim, ...of } };
}
