import type { Decoded } from '../codec/codec.ts';
import { bool, bytes, fixed, list, struct, tagged, text, uint } from '../codec/shapes.ts';
import { RECOVERY_ENTROPY_BYTES } from '../joining/limits.ts';
import { convenerToken } from './http-bodies.ts';
import { CHAIR_LIST_MAX, CHAIR_STORAGE_BYTES_MAX, CHAIR_TEXT_BYTES_MAX, CHAIRS_MAX } from './limits.ts';

export const EXAMPLE_PATH = '/api/v1/example';
export const CHAIRS_PATH = `${EXAMPLE_PATH}/chairs`;

/** `POST /api/v1/example`: fills a venue that holds nothing with an invented process. */
export const exampleStart = struct('example start', { convenerToken });
export const EXAMPLE_START_BYTES_MAX = 64;

const words = (name: string, minBytes = 0) => text(name, { minBytes, maxBytes: CHAIR_TEXT_BYTES_MAX });

/** One person of the example, as anybody may know them who looks at it. */
export const chair = struct('chair', {
  /** What it is asked for by. */
  name: words('name', 1),
  role: words('role'),
  party: words('party'),
  language: words('language', 2),
  attributes: list('attributes', words('attribute'), { max: CHAIR_LIST_MAX }),
  /** Titles of the channels that this person's device holds. */
  channels: list('channels', words('title'), { max: CHAIR_LIST_MAX }),
  /** Whether its storage was given out: whoever comes now gets its phrase. */
  taken: bool('taken'),
});
export type Chair = Decoded<typeof chair>;

/** When the example ended, by its own clock and by the venue's: a chair's clock goes on from there. */
export const exampleEnded = struct('ended', { story: uint('story'), real: uint('real') });
export type ExampleEnded = Decoded<typeof exampleEnded>;

const progress = struct('progress', { step: uint('step'), of: uint('of'), line: words('line') });
export type ExampleProgress = Decoded<typeof progress>;

/** `GET /api/v1/example`. No state of it holds a secret. */
export const exampleState = tagged(
  'example state',
  { none: 0, possible: 1, playing: 2, ready: 3, failed: 4 },
  {
    /** There is none, and none can be played: the venue has channels of its own, or no example to play. */
    none: struct('none', {}),
    possible: struct('possible', {}),
    playing: struct('playing', { progress }),
    ready: struct('ready', {
      title: words('title'),
      ended: exampleEnded,
      chairs: list('chairs', chair, { max: CHAIRS_MAX }),
    }),
    /** It was begun and broke off. What is there is invented all the same. */
    failed: struct('failed', {}),
  },
);
export type ExampleState = Decoded<typeof exampleState>;
export const EXAMPLE_STATE_BYTES_MAX = 256 * 1024;

/** `POST /api/v1/example/chairs`. */
export const chairRequest = struct('chair request', { name: words('name', 1) });
export const CHAIR_REQUEST_BYTES_MAX = CHAIR_TEXT_BYTES_MAX + 16;

/** Its answer: the storage to whoever is first, and to everybody after the phrase, by which a device takes its place. */
export const takenChair = tagged(
  'taken chair',
  { storage: 0, phrase: 1 },
  {
    storage: struct('storage', {
      ended: exampleEnded,
      storage: bytes('storage', { min: 1, max: CHAIR_STORAGE_BYTES_MAX }),
    }),
    phrase: struct('phrase', { ended: exampleEnded, entropy: fixed('entropy', RECOVERY_ENTROPY_BYTES) }),
  },
);
export type TakenChair = Decoded<typeof takenChair>;
export const TAKEN_CHAIR_BYTES_MAX = CHAIR_STORAGE_BYTES_MAX + 64;
