import type { Device } from '../../client/device.ts';
import { exampleState, takeChair } from '../../client/example/example-at-venue.ts';
import { Participant } from '../../client/participant.ts';
import { IndexedDbStorage } from '../../client/storage/indexed-db-storage.ts';
import type { Storage } from '../../client/storage/storage.ts';
import { importStorage } from '../../client/storage/storage-file.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { bool, struct, text, uint } from '../../protocol/codec/shapes.ts';
import { CHAIR_TEXT_BYTES_MAX } from '../../protocol/wire/limits.ts';
import { databaseName } from './device-disk.ts';
import { EngineFailure } from './failure.ts';

const CHAIR_KEY = 'app/chair';

const kept = struct('chair', {
  /** How far its clock is from this device's own, and in which direction. */
  offsetMs: uint('offset'),
  isBehind: bool('behind'),
  role: text('role', { maxBytes: CHAIR_TEXT_BYTES_MAX }),
});

export interface TakenSeat {
  readonly participant: Participant;
  readonly storage: Storage;
  readonly clockOffsetMs: number;
  readonly role: string;
}

/**
 * A chair of the example on this device. Kept in clear: everything in it is invented, and anyone may sit down in it, so
 * there is nothing to lock.
 */
export class ChairKeeper {
  readonly #name: string;
  readonly #venue: string;

  constructor({ profile, venue }: { readonly profile: string; readonly venue: string }) {
    this.#name = databaseName(profile);
    this.#venue = venue;
  }

  /** Goes on in the chair, or takes it from the venue. */
  async sit(chair: string, device: (storage: Storage, clockOffsetMs: number) => Device): Promise<TakenSeat> {
    const storage = await IndexedDbStorage.open(this.#name);
    const before = await storage.get(CHAIR_KEY);
    if (before !== undefined) {
      const { offsetMs, isBehind, role } = decode(kept, before, CHAIR_TEXT_BYTES_MAX + 32);
      const clockOffsetMs = isBehind ? -offsetMs : offsetMs;
      return { storage, clockOffsetMs, role, participant: await Participant.open(device(storage, clockOffsetMs)) };
    }
    // What an attempt that was cut short has left is no device.
    await storage.write({ remove: (await storage.list('')).map(([key]) => key) });
    const role = await this.#roleOf(chair);
    const taken = await takeChair(this.#venue, chair);
    const { clockOffsetMs } = taken;
    if (taken.kind === 'storage') await importStorage(storage, taken.rows);
    const on = device(storage, clockOffsetMs);
    const participant =
      taken.kind === 'storage' ? await Participant.open(on) : await Participant.recover(on, taken.entropy, this.#venue);
    await storage.write({
      put: { [CHAIR_KEY]: encode(kept, { offsetMs: Math.abs(clockOffsetMs), isBehind: clockOffsetMs < 0, role }) },
    });
    return { storage, clockOffsetMs, role, participant };
  }

  /** Throws EXAMPLE_PLAYING, or EXAMPLE_NOT_HERE, before anything is asked for that the venue cannot give yet. */
  async #roleOf(chair: string): Promise<string> {
    const state = await exampleState(this.#venue);
    if (state.kind !== 'ready') {
      const code = state.kind === 'playing' ? 'EXAMPLE_PLAYING' : 'EXAMPLE_NOT_HERE';
      throw new EngineFailure({ area: 'app', code, message: `the example is ${state.kind}` });
    }
    return state.chairs.find(({ name }) => name === chair)?.role ?? chair;
  }
}
