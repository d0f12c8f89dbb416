import { decode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import {
  CHAIRS_PATH,
  chairRequest,
  EXAMPLE_PATH,
  EXAMPLE_STATE_BYTES_MAX,
  type ExampleState,
  exampleStart,
  exampleState as exampleStateCodec,
  TAKEN_CHAIR_BYTES_MAX,
  type TakenChair,
  takenChair,
} from '../../protocol/wire/example-bodies.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import { readStorageFile, type StorageRows } from '../storage/storage-file.ts';
import { seatsAnswerAt } from './seats-answer-at.ts';

export type ChairTaken =
  /** This device is the first in the chair: to be imported into a storage of its own, and opened. */
  | { readonly kind: 'storage'; readonly rows: StorageRows; readonly clockOffsetMs: number }
  /** Somebody sat here before: to be recovered, which makes the device before it give way. */
  | { readonly kind: 'phrase'; readonly entropy: Uint8Array; readonly clockOffsetMs: number };

/** What this venue has of the example. Asked again while it is played. */
export async function exampleState(venue: string): Promise<ExampleState> {
  const answer = await new VenueHttp(venue).get(EXAMPLE_PATH);
  return readAnswer(() => decode(exampleStateCodec, answer ?? new Uint8Array(), EXAMPLE_STATE_BYTES_MAX));
}

/** Has the venue play it; resolves when it has begun. Refused with VENUE_NOT_EMPTY, EXAMPLE_PLAYED or EXAMPLE_UNKNOWN. */
export async function startExample(venue: string, convenerToken: Uint8Array): Promise<void> {
  await new VenueHttp(venue).post(EXAMPLE_PATH, exampleStart, { convenerToken });
}

/**
 * Sits down in a chair of the example. The engine on it must run by a clock that is `clockOffsetMs` ahead of this
 * device's own (behind it where that is negative): the story goes on from its last moment. Refused with CHAIR_UNKNOWN.
 */
export async function takeChair(venue: string, name: string): Promise<ChairTaken> {
  const answer = await new VenueHttp(venue).post(CHAIRS_PATH, chairRequest, { name });
  const taken: TakenChair = readAnswer(() => decode(takenChair, answer, TAKEN_CHAIR_BYTES_MAX));
  const clockOffsetMs = taken.ended.story - taken.ended.real;
  if (taken.kind === 'phrase') return { kind: 'phrase', entropy: taken.entropy, clockOffsetMs };
  return { kind: 'storage', rows: seatsAnswerAt(readStorageFile(taken.storage), venue), clockOffsetMs };
}

function readAnswer<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause;
    throw new ClientError('VENUE_MISBEHAVED', 'the venue’s answer about its example makes no sense', { cause });
  }
}
