import { decode as cborDecode, encode as cborEncode } from 'cborg';
import { RecordsError } from './records-error.ts';

/** About how many values one piece holds: a few milliseconds of work. */
const PIECE_WEIGHT = 4_000;
/** So many characters or bytes weigh as much as one value. */
const WEIGHT_UNITS = 64;

type Key = string | number;
/** Sets the value at the path; `[]` is the root. */
type Step = readonly [path: readonly Key[], value: unknown];

/**
 * Plain data (objects, arrays, bytes, whole numbers, text, null) in pieces of about the same size, so that no single
 * step of encoding it takes long. It must not change before the last piece is taken. A device's own form: it has maps.
 */
export function* piecesOf(value: unknown): Generator<Uint8Array> {
  let steps: Step[] = [];
  let weight = 0;
  for (const [step, weighs] of stepsOf([], value)) {
    steps.push(step);
    weight += weighs;
    if (weight < PIECE_WEIGHT) continue;
    yield new Uint8Array(cborEncode(steps));
    steps = [];
    weight = 0;
  }
  if (steps.length > 0) yield new Uint8Array(cborEncode(steps));
}

/** Puts the pieces together again, in the order in which they were cut. Throws {@link RecordsError} on others. */
export class PieceReader {
  // Owned here.
  #root: unknown;

  add(piece: Uint8Array): void {
    let steps: unknown;
    try {
      steps = cborDecode(new Uint8Array(piece.buffer, piece.byteOffset, piece.length));
    } catch (cause) {
      throw new RecordsError('NOT_A_SNAPSHOT', 'not CBOR', { cause });
    }
    if (!Array.isArray(steps)) throw new RecordsError('NOT_A_SNAPSHOT', 'not a piece');
    for (const [path, value] of steps as Step[]) this.#set(path, value);
  }

  get value(): unknown {
    return this.#root;
  }

  #set(path: readonly Key[], value: unknown): void {
    const last = path.at(-1);
    if (last === undefined) {
      this.#root = value;
      return;
    }
    let within = this.#root as Record<Key, unknown> | undefined;
    for (const key of path.slice(0, -1)) within = within?.[key] as typeof within;
    if (typeof within !== 'object' || within === null) throw new RecordsError('NOT_A_SNAPSHOT', 'a piece is missing');
    within[last] = value;
  }
}

function* stepsOf(path: readonly Key[], value: unknown): Generator<readonly [Step, number]> {
  const weight = weightOf(value, PIECE_WEIGHT);
  if (weight < PIECE_WEIGHT || typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    yield [[path, value], weight + path.length];
    return;
  }
  yield [[path, Array.isArray(value) ? [] : {}], 1 + path.length];
  if (Array.isArray(value)) {
    for (const [index, child] of value.entries()) yield* stepsOf([...path, index], child);
    return;
  }
  for (const key in value) yield* stepsOf([...path, key], (value as Record<string, unknown>)[key]);
}

/** Counted no further than `max`. */
function weightOf(value: unknown, max: number): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return 1 + Math.floor(value.length / WEIGHT_UNITS);
  if (typeof value !== 'object' || value === null) return 1;
  let weight = 1;
  for (const key in value) {
    weight += 1 + weightOf((value as Record<string, unknown>)[key], max - weight);
    if (weight >= max) break;
  }
  return weight;
}
