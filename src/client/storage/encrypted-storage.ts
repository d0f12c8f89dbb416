import type { Randomness } from '../../base/ports.ts';
import { type Row, SealedRows } from './sealed-rows.ts';
import type { Storage, StorageChanges } from './storage.ts';
import { StorageError } from './storage-error.ts';
import { Turns } from './turns.ts';

/** Names apart from values, so that opening a storage reads no value. */
const NAME = 'n/';
const VALUE = 'v/';

/**
 * Any storage, encrypted at rest under one 32-byte device key: on the inner one stands nothing readable, names included.
 *
 * A thief of the disk learns how many rows there are, how large each is, and, from what the disk itself keeps, when they
 * changed. Whoever can write to it can put an older copy of a row back, or take rows away, unseen: this keeps secrets, it
 * does not keep time. It protects nothing once it is open. See `docs/decisions/0013-a-device-encrypted-at-rest.md`.
 *
 * Reads throw StorageError `ROW_BROKEN` or `ROW_MISSING` where the inner storage is not what was written.
 */
export class EncryptedStorage implements Storage {
  readonly #inner: Storage;
  readonly #sealed: SealedRows;
  /** Every name there is. Owned here; changed only after the inner storage has changed. */
  readonly #rows: Map<string, Row>;
  readonly #turns = new Turns();

  private constructor(of: { inner: Storage; sealed: SealedRows; rows: Map<string, Row> }) {
    this.#inner = of.inner;
    this.#sealed = of.sealed;
    this.#rows = of.rows;
  }

  /** Takes the inner storage over: closing this closes it. Throws `ROW_BROKEN` where it was written under another key. */
  static async open(
    inner: Storage,
    { deviceKey, random }: { readonly deviceKey: Uint8Array; readonly random: Randomness },
  ): Promise<EncryptedStorage> {
    const sealed = await SealedRows.under(deviceKey, random);
    const kept = await inner.list(NAME);
    const rows = await Promise.all(
      kept.map(async ([key, value]): Promise<[string, Row]> => {
        const row = key.slice(NAME.length);
        return [await sealed.openName(row, value), row];
      }),
    );
    return new EncryptedStorage({ inner, sealed, rows: new Map(rows) });
  }

  get(name: string): Promise<Uint8Array | undefined> {
    return this.#turns.reading(async () => {
      const row = this.#rows.get(name);
      return row === undefined ? undefined : await this.#value(row);
    });
  }

  list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    return this.#turns.reading(async () => {
      const found = [...this.#rows].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
      return await Promise.all(found.map(async ([name, row]) => [name, await this.#value(row)] as const));
    });
  }

  async write({ put = {}, remove = [] }: StorageChanges): Promise<void> {
    // Sealed now and not in its turn: the caller may use its bytes for something else once this returns.
    const sealing = Promise.all(
      Object.entries(put).map(async ([name, value]) => {
        const row = this.#sealed.rowOf(name);
        return { name, row, value: await this.#sealed.sealValue(row, value) };
      }),
    );
    // One that fails is heard of in its turn.
    sealing.catch(() => {});
    const removed = remove.filter((name) => !Object.hasOwn(put, name));
    await this.#turns.writing(async () => {
      const written = await sealing;
      const inner: Record<string, Uint8Array> = {};
      await Promise.all(
        written.map(async ({ name, row, value }) => {
          inner[VALUE + row] = value;
          if (!this.#rows.has(name)) inner[NAME + row] = await this.#sealed.sealName(row, name);
        }),
      );
      const gone = removed.flatMap((name) => this.#rows.get(name) ?? []).flatMap((row) => [NAME + row, VALUE + row]);
      await this.#inner.write({ put: inner, remove: gone });
      for (const name of removed) this.#rows.delete(name);
      for (const { name, row } of written) this.#rows.set(name, row);
    });
  }

  async close(): Promise<void> {
    await this.#turns.writing(() => this.#inner.close());
  }

  async #value(row: Row): Promise<Uint8Array> {
    const sealed = await this.#inner.get(VALUE + row);
    if (sealed === undefined) throw new StorageError('ROW_MISSING', 'a row is not there', { detail: { row } });
    return await this.#sealed.openValue(row, sealed);
  }
}
