import { type ChannelId, type EntryId, idText } from '../../base/ids.ts';
import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { bool, fixed, id, optional, struct, uint } from '../../protocol/codec/shapes.ts';
import { ELEMENT_BYTES, SCALAR_BYTES } from '../../protocol/crypto/ristretto255.ts';
import { STEP_KINDS } from '../../protocol/private-and/step.ts';
import { seatKeys } from '../seat-identity.ts';
import type { Storage, StorageChanges } from '../storage/storage.ts';

const KEPT_BYTES_MAX = 256;

/** As a device keeps it. */
export const keptRoundCodec = struct('kept round', {
  proposal: id<EntryId>('proposal'),
  /** Of the party's key for this round: never leaves this device, not for the vault either. `[AND-11]` */
  secret: fixed('secret', SCALAR_BYTES),
  key: fixed('key', ELEMENT_BYTES),
  /** How many steps were handed to the outbox, in the order of the rounds. */
  given: uint('given', { min: 1, max: STEP_KINDS.length - 1 }),
  /** What the person said while the round was not there yet; gone with the write that keeps the answer's step. */
  answer: optional(bool('answer')),
});
export type KeptRound = Decoded<typeof keptRoundCodec>;

/**
 * What this device alone knows of the rounds that it gives steps to.
 *
 * A row changes in the same write that puts a step into the outbox, so that none is made twice or with a secret that is
 * not kept: hence {@link changes} for a write of somebody else's, and {@link follow} when it is done.
 */
export class KeptRounds {
  readonly #storage: Storage;
  readonly #prefix: string;
  // Owned here.
  readonly #rows = new Map<string, KeptRound>();

  private constructor(storage: Storage, prefix: string) {
    this.#storage = storage;
    this.#prefix = prefix;
  }

  static async open(storage: Storage, channel: ChannelId): Promise<KeptRounds> {
    const kept = new KeptRounds(storage, seatKeys(channel).rounds);
    for (const [, bytes] of await storage.list(kept.#prefix)) {
      const row = decode(keptRoundCodec, bytes, KEPT_BYTES_MAX);
      kept.#rows.set(idText(row.proposal), row);
    }
    return kept;
  }

  get all(): readonly KeptRound[] {
    return [...this.#rows.values()];
  }

  of(proposal: string): KeptRound | undefined {
    return this.#rows.get(proposal);
  }

  /** `undefined` takes it away. */
  changes(proposal: EntryId, row: KeptRound | undefined): StorageChanges {
    const key = `${this.#prefix}${idText(proposal)}`;
    return row === undefined ? { remove: [key] } : { put: { [key]: encode(keptRoundCodec, row) } };
  }

  /** After {@link changes} were written. */
  follow(proposal: EntryId, row: KeptRound | undefined): void {
    const key = idText(proposal);
    const before = this.#rows.get(key);
    if (before !== undefined && before.secret !== row?.secret) before.secret.fill(0);
    if (row === undefined) this.#rows.delete(key);
    else this.#rows.set(key, row);
  }

  async write(proposal: EntryId, row: KeptRound | undefined): Promise<void> {
    await this.#storage.write(this.changes(proposal, row));
    this.follow(proposal, row);
  }
}
