import type { Device } from '../../client/device.ts';
import { Participant } from '../../client/participant.ts';
import type { Storage } from '../../client/storage/storage.ts';
import { parseRecoveryPhrase } from '../../protocol/joining/recovery-phrase.ts';
import { createMls } from '../../protocol/mls/ts-mls/create-mls.ts';
import { AppNotes } from './app-notes.ts';
import { ChairKeeper } from './chair-keeper.ts';
import { Engine, type EngineOf } from './engine.ts';
import { EngineFailure } from './failure.ts';
import { LaterCarries } from './later-carries.ts';
import { type EngineCommand, PERFORM } from './perform.ts';

// Nearly all of the worker's code hangs on this module. The host fetches it beside the first screen, not before it.

type OpenOf = Pick<EngineOf, 'venue' | 'onChange'>;

/** Whoever is kept there, or somebody new; with the entropy of a phrase, whoever comes back. */
export async function openEngine(storage: Storage, of: OpenOf, entropy?: Uint8Array): Promise<Engine> {
  const device = await deviceOn(storage);
  const participant =
    entropy === undefined ? await Participant.open(device) : await Participant.recover(device, entropy, of.venue);
  return await engineOf(participant, device, of);
}

export interface SeatedEngine {
  readonly engine: Engine;
  readonly storage: Storage;
  readonly clockOffsetMs: number;
  readonly role: string;
}

/** In a chair of the example there is nothing to unlock. */
export async function sitInChair(chair: string, profile: string, of: OpenOf): Promise<SeatedEngine> {
  const mls = await createMls();
  const keeper = new ChairKeeper({ profile, venue: of.venue });
  const seat = await keeper.sit(chair, (storage, offsetMs) => ({ ...deviceWith(storage, offsetMs), mls }));
  const { storage, clockOffsetMs, role } = seat;
  return {
    engine: await engineOf(seat.participant, deviceWith(storage, clockOffsetMs), of),
    storage,
    clockOffsetMs,
    role,
  };
}

/** Raises what is wrong with the phrase. */
export function entropyOf(phrase: string): Uint8Array {
  const parsed = parseRecoveryPhrase(phrase);
  if (parsed.kind === 'phrase') return parsed.entropy;
  const code = {
    'wrong-count': 'PHRASE_WRONG_COUNT',
    'unknown-word': 'PHRASE_UNKNOWN_WORD',
    checksum: 'PHRASE_CHECKSUM',
  }[parsed.kind];
  const message = 'word' in parsed ? parsed.word : parsed.kind;
  throw new EngineFailure({ area: 'app', code, message });
}

export function perform(engine: Engine, command: EngineCommand, args: unknown): Promise<unknown> {
  return (PERFORM[command] as (engine: Engine, args: unknown) => Promise<unknown>)(engine, args);
}

async function engineOf(participant: Participant, device: Omit<Device, 'mls'>, of: OpenOf): Promise<Engine> {
  const [notes, carries] = [await AppNotes.open(device.storage), await LaterCarries.open(device)];
  return await Engine.open({ participant, notes, carries, ...of });
}

async function deviceOn(storage: Storage): Promise<Device> {
  return { ...deviceWith(storage, 0), mls: await createMls() };
}

function deviceWith(storage: Storage, clockOffsetMs: number): Omit<Device, 'mls'> {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  return { clock: () => Date.now() + clockOffsetMs, random, storage };
}
