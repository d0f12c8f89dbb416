import type { TileSource } from './tile-source.ts';

/** Enough to fill a line of 100 ms to the other side; each is at most 17 KiB. */
const READS_AHEAD = 16;

/** Starts reading the files of `paths` before they are asked for, in that order, a few at a time. */
export class ReadAhead implements TileSource {
  readonly #source: TileSource;
  readonly #paths: Iterator<string>;
  // Owned here: reads that have begun and not been asked for yet.
  readonly #begun = new Map<string, Promise<Uint8Array | undefined>>();

  constructor(source: TileSource, paths: Iterable<string>) {
    this.#source = source;
    this.#paths = paths[Symbol.iterator]();
  }

  read(path: string): Promise<Uint8Array | undefined> {
    const reading = this.#begun.get(path) ?? this.#source.read(path);
    this.#begun.delete(path);
    this.#begin();
    return reading;
  }

  #begin(): void {
    while (this.#begun.size < READS_AHEAD) {
      const next = this.#paths.next();
      if (next.done) return;
      const reading = this.#source.read(next.value);
      // Its failure is told to whoever asks for it; until then it is nobody's.
      reading.catch(() => {});
      this.#begun.set(next.value, reading);
    }
  }
}
