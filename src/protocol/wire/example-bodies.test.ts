import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Codec, decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import {
  CHAIR_REQUEST_BYTES_MAX,
  type Chair,
  chairRequest,
  EXAMPLE_START_BYTES_MAX,
  EXAMPLE_STATE_BYTES_MAX,
  type ExampleState,
  exampleStart,
  exampleState,
  TAKEN_CHAIR_BYTES_MAX,
  type TakenChair,
  takenChair,
} from './example-bodies.ts';
import { CHAIR_LIST_MAX, CHAIR_TEXT_BYTES_MAX, CHAIRS_MAX } from './limits.ts';

const ended = { story: 1_961_733_600_000, real: 1_795_000_000_000 };
const chair: Chair = {
  name: 'captain',
  role: 'Captain of the ferry',
  party: 'The Lake Communes',
  language: 'it',
  attributes: ['not a serving official'],
  channels: ['The workshop'],
  taken: false,
};
const ready = (chairs: readonly Chair[]): ExampleState => ({ kind: 'ready', title: 'Lake', ended, chairs });

const states: readonly ExampleState[] = [
  { kind: 'none' },
  { kind: 'possible' },
  { kind: 'playing', progress: { step: 3, of: 70, line: 'Spring' } },
  ready([chair, { ...chair, name: 'speaker', taken: true }]),
  { kind: 'failed' },
];
const taken: readonly TakenChair[] = [
  { kind: 'storage', ended, storage: Uint8Array.of(1, 2, 3) },
  { kind: 'phrase', ended, entropy: new Uint8Array(16).fill(9) },
];

describe('what is said about an example', () => {
  test.each(states)('comes back as it was: $kind', (state) => {
    expect(decode(exampleState, encode(exampleState, state), EXAMPLE_STATE_BYTES_MAX)).toEqual(state);
  });

  test.each(taken)('a chair comes back as it was: $kind', (one) => {
    expect(decode(takenChair, encode(takenChair, one), TAKEN_CHAIR_BYTES_MAX)).toEqual(one);
  });

  test.each([
    ['more chairs than a rehearsal has people', ready(Array.from({ length: CHAIRS_MAX + 1 }, () => chair))],
    ['a chair without a name', ready([{ ...chair, name: '' }])],
    ['a role that is a book', ready([{ ...chair, role: 'x'.repeat(CHAIR_TEXT_BYTES_MAX + 1) }])],
    ['more rooms than there are', ready([{ ...chair, channels: Array(CHAIR_LIST_MAX + 1).fill('') }])],
    ['a story that ended before time began', { ...ready([]), ended: { story: -1, real: 0 } } as ExampleState],
  ])('%s is refused', (_what, state) => {
    expect(() => encode(exampleState, state)).toThrow(CodecError);
  });

  test('an empty storage and half a phrase are refused', () => {
    expect(() => encode(takenChair, { kind: 'storage', ended, storage: new Uint8Array() })).toThrow(CodecError);
    expect(() => encode(takenChair, { kind: 'phrase', ended, entropy: new Uint8Array(8) })).toThrow(CodecError);
  });

  test.each([
    ['example start', exampleStart, EXAMPLE_START_BYTES_MAX],
    ['example state', exampleState, EXAMPLE_STATE_BYTES_MAX],
    ['chair request', chairRequest, CHAIR_REQUEST_BYTES_MAX],
    ['taken chair', takenChair, TAKEN_CHAIR_BYTES_MAX],
  ] as [string, Codec<unknown>, number][])(
    'any bytes at all are refused as %s, or read to the byte',
    (_name, codec, max) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 80 }), (hostile) => {
          try {
            expect(encode(codec, decode(codec, hostile, max))).toEqual(hostile);
          } catch (error) {
            expect(error).toBeInstanceOf(CodecError);
          }
        }),
      );
    },
  );
});
