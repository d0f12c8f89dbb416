import type { Storage } from '../../client/storage/storage.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bool, fixed, list, optional, struct, text, uint } from '../../protocol/codec/shapes.ts';
import type { IdText } from '../../records/timeline.ts';
import { NOTES_BYTES_MAX, NOTES_MAX, PROCESS_NAME_BYTES_MAX } from './limits.ts';

const NOTES_KEY = 'app/notes';

const idText = (name: string) => text(name, { minBytes: 32, maxBytes: 32 });

const notesCodec = struct('notes', {
  version: uint('version', { min: 1, max: 1 }),
  convenerToken: optional(fixed('convener token', 32)),
  isPhraseKept: bool('phrase kept'),
  names: list(
    'names',
    struct('name', { process: idText('process'), name: text('name', { maxBytes: PROCESS_NAME_BYTES_MAX }) }),
    { max: NOTES_MAX },
  ),
  seen: list('seen', struct('seen', { channel: idText('channel'), lines: uint('lines') }), { max: NOTES_MAX }),
});

/**
 * What the app remembers on this device beside the engine: what a person calls a process, how far they have read.
 * None of it leaves the device; none of it comes back from the recovery phrase.
 */
export class AppNotes {
  readonly #storage: Storage;
  // Owned here.
  #convenerToken: Uint8Array | undefined;
  #isPhraseKept = false;
  readonly #names = new Map<IdText, string>();
  readonly #seen = new Map<IdText, number>();

  private constructor(storage: Storage) {
    this.#storage = storage;
  }

  static async open(storage: Storage): Promise<AppNotes> {
    const notes = new AppNotes(storage);
    const kept = await storage.get(NOTES_KEY);
    if (kept !== undefined) notes.#take(decode(notesCodec, kept, NOTES_BYTES_MAX));
    return notes;
  }

  get convenerToken(): Uint8Array | undefined {
    return this.#convenerToken;
  }

  async keepConvenerToken(token: Uint8Array): Promise<void> {
    this.#convenerToken = token;
    await this.#write();
  }

  /** Whether this person has said that the recovery phrase is written down. */
  get isPhraseKept(): boolean {
    return this.#isPhraseKept;
  }

  async keepPhrase(): Promise<void> {
    this.#isPhraseKept = true;
    await this.#write();
  }

  nameOf(process: IdText): string | undefined {
    return this.#names.get(process);
  }

  /** An empty name takes the person's own away. */
  async name(process: IdText, name: string): Promise<void> {
    if (name === '') this.#names.delete(process);
    else this.#names.set(process, name);
    await this.#write();
  }

  seenLines(channel: IdText): number {
    return this.#seen.get(channel) ?? 0;
  }

  /** Gives back whether that is further than before. */
  async see(channel: IdText, lines: number): Promise<boolean> {
    if (lines <= this.seenLines(channel)) return false;
    this.#seen.set(channel, lines);
    await this.#write();
    return true;
  }

  #take({ convenerToken, isPhraseKept, names, seen }: Decoded<typeof notesCodec>): void {
    this.#convenerToken = convenerToken;
    this.#isPhraseKept = isPhraseKept;
    for (const { process, name } of names) this.#names.set(process, name);
    for (const { channel, lines } of seen) this.#seen.set(channel, lines);
  }

  async #write(): Promise<void> {
    const value = encode(notesCodec, {
      version: 1,
      convenerToken: this.#convenerToken,
      isPhraseKept: this.#isPhraseKept,
      names: [...this.#names].map(([process, name]) => ({ process, name })),
      seen: [...this.#seen].map(([channel, lines]) => ({ channel, lines })),
    });
    await this.#storage.write({ put: { [NOTES_KEY]: value } });
  }
}
