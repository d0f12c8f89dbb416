import { concat } from '../../base/bytes.ts';
import { type Epoch, idText } from '../../base/ids.ts';
import type { Applied } from '../../records/apply-entry.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import {
  applyChange,
  CHANGES_VERSION,
  decodeChanges,
  encodeChange,
  type ProjectionChange,
  usedIn,
} from '../../records/projection-change.ts';
import type { Breath } from './breath.ts';

/** Changes in one page: some hundreds of entries, and a few milliseconds of work. */
const PAGE_BYTES = 128 * 1024;

/** What a checkpoint says of the journal that goes with it. */
export interface KeptJournal {
  readonly version: number;
  /** One more each time that the journal begins anew upon a snapshot. */
  readonly generation: number;
  /** Of the snapshot that the journal begins upon; none for one that begins with the record. */
  readonly chunks: number;
  /** Full pages, each a value of its own. */
  readonly pages: number;
  /** What came after them. */
  readonly tail: Uint8Array;
}

export interface JournalOf {
  /** What it begins upon; changed. */
  readonly room: ChannelProjection;
  readonly kept: KeptJournal;
  readonly epoch: Epoch;
}

export interface Replayed {
  readonly journal: Journal;
  readonly used: ReadonlySet<string>;
}

/**
 * A channel's projection, and what was done to it, in order, so that it can be done again.
 *
 * The only way to change the projection: what is not in the journal would be gone after a restart. Owned by the record.
 */
export class Journal {
  readonly room: ChannelProjection;
  #generation = 0;
  #chunks = 0;
  #pages = 0;
  /** Full, and not in the storage yet. */
  #full: Uint8Array[] = [];
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #isShredded = false;

  constructor(room: ChannelProjection) {
    this.room = room;
  }

  apply(change: ProjectionChange): Applied {
    const applied = applyChange(this.room, change);
    if (applied.kind === 'applied' && change.kind === 'entry' && change.opened.kind === 'shredding') {
      this.#isShredded = true;
    }
    this.#note(encodeChange(change));
    return applied;
  }

  /** As it is once {@link pagesToWrite} are written. */
  get kept(): KeptJournal {
    return {
      version: CHANGES_VERSION,
      generation: this.#generation,
      chunks: this.#chunks,
      pages: this.#pages + this.#full.length,
      tail: concat(...this.#tail),
    };
  }

  /** By their number. */
  get pagesToWrite(): readonly (readonly [number, Uint8Array])[] {
    return this.#full.map((page, index) => [this.#pages + index, page]);
  }

  wrotePages(): void {
    this.#pages += this.#full.length;
    this.#full = [];
  }

  /** Words that were shredded stand in it still: it has to begin anew. */
  get isShredded(): boolean {
    return this.#isShredded;
  }

  /** Upon a snapshot of the projection as it is. */
  beginAnew(chunks: number): void {
    this.#generation += 1;
    this.#chunks = chunks;
    this.#pages = 0;
    this.#full = [];
    this.#tail = [];
    this.#tailBytes = 0;
    this.#isShredded = false;
  }

  /**
   * Does again what was kept, upon the projection that it begins with, and says which entry ids were used in `epoch`.
   * Throws RecordsError or CodecError on what was kept in another form.
   */
  static async replay(
    { used, ...of }: JournalOf & { readonly used: readonly string[] },
    page: (number: number) => Promise<Uint8Array>,
    breath: Breath,
  ): Promise<Replayed> {
    const again = new Set(used);
    for (let number = 0; number < of.kept.pages; number++) {
      doAgain(of, await page(number), again);
      await breath.ifDue();
    }
    return Journal.replayTail(of, again);
  }

  /** As {@link replay}, where there are no pages, or they are done. */
  static replayTail(of: JournalOf, used = new Set<string>()): Replayed {
    const { room, kept } = of;
    doAgain(of, kept.tail, used);
    const journal = new Journal(room);
    journal.#generation = kept.generation;
    journal.#chunks = kept.chunks;
    journal.#pages = kept.pages;
    if (kept.tail.length > 0) journal.#note(kept.tail);
    return { journal, used };
  }

  #note(change: Uint8Array): void {
    this.#tail.push(change);
    this.#tailBytes += change.length;
    if (this.#tailBytes < PAGE_BYTES) return;
    this.#full.push(concat(...this.#tail));
    this.#tail = [];
    this.#tailBytes = 0;
  }
}

function doAgain({ room, epoch }: JournalOf, changes: Uint8Array, used: Set<string>): void {
  for (const change of decodeChanges(changes)) {
    applyChange(room, change);
    const id = usedIn(change);
    if (id?.epoch === epoch) used.add(idText(id.entry));
  }
}
