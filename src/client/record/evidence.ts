import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { Storage } from '../storage/storage.ts';
import { decodeViolation, encodeViolation, type Violation } from './violation.ts';

/**
 * Of one kind. Misbehaving without end adds nothing to what these show, and must not fill the device; nor may a member,
 * who can have entries skipped as forged without giving a name, leave no room for what a venue does then.
 */
const KEPT_OF_A_KIND_MAX = 32;

/** What a seat has found out about its venue: kept through restarts, oldest first. */
export class Evidence {
  readonly #storage: Storage;
  readonly #prefix: string;
  // Owned here.
  readonly #violations: Violation[] = [];

  private constructor(storage: Storage, prefix: string) {
    this.#storage = storage;
    this.#prefix = prefix;
  }

  static async open(storage: Storage, identity: SeatIdentity): Promise<Evidence> {
    const evidence = new Evidence(storage, seatKeys(identity.channel).evidence);
    for (const [, value] of await storage.list(evidence.#prefix)) evidence.#violations.push(decodeViolation(value));
    return evidence;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  async keep(violation: Violation): Promise<void> {
    if (this.#violations.filter(({ kind }) => kind === violation.kind).length >= KEPT_OF_A_KIND_MAX) return;
    const key = `${this.#prefix}${String(this.#violations.length).padStart(6, '0')}`;
    this.#violations.push(violation);
    await this.#storage.write({ put: { [key]: encodeViolation(violation) } });
  }
}
