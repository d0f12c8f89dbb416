import { encode as cborEncode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../base/text-encodings.ts';
import { CodecError, type CodecErrorCode } from '../protocol/codec/codec-error.ts';
import { decodePayload, encodePayload } from './payload.ts';

const statement = { text: 'Hi', language: 'en', inReplyTo: undefined, conveyance: undefined };

function codeOf(bytes: Uint8Array): CodecErrorCode | undefined {
  try {
    decodePayload(bytes);
    return undefined;
  } catch (error) {
    // Whatever else is thrown fails the test.
    if (!(error instanceof CodecError)) throw error;
    return error.code;
  }
}

describe('a payload', () => {
  test('[CODEC-1] is its tag, its version and its content', () => {
    const bytes = encodePayload('statement', statement);
    expect(toHex(bytes)).toBe('830101846248696265' + '6e' + 'f6f6');
    expect(decodePayload(bytes)).toEqual({ kind: 'statement', content: statement });
  });

  test('of a tag or version that is not known yet is shown as that', () => {
    const newer = cborEncode([9999, 1, [1, 'x', new Uint8Array(3), [null, true]]]);
    expect(decodePayload(newer)).toEqual({ kind: 'unknown-kind', tag: 9999, version: 1 });
    expect(decodePayload(cborEncode([1, 2, ['anything']]))).toEqual({ kind: 'unknown-kind', tag: 1, version: 2 });
  });

  test.each([
    ['a map', [9999, 1, { a: 1 }]],
    ['a fraction', [9999, 1, [1.5]]],
    ['a number past 2^53', [9999, 1, [2n ** 60n]]],
    ['no list', 7],
    ['two fields', [1, 1]],
    ['a negative tag', [-1, 1, []]],
  ])('[CODEC-1] that holds %s is refused, known tag or not', (_what, value) => {
    expect(codeOf(cborEncode(value))).toBe('WRONG_SHAPE');
  });

  test('nested without end is refused, not run out of stack on', () => {
    for (const depth of [40, 100_000]) {
      const nested = new Uint8Array(depth + 4).fill(0x81);
      nested.set([0x83, 0x19, 0x27, 0x0f, 0x01]);
      nested[depth + 3] = 0x80;
      expect(codeOf(nested)).toMatch(/OUT_OF_BOUNDS|MALFORMED/);
    }
  });

  test('[CODEC-2] past its limits is refused, on writing too', () => {
    const long = { ...statement, text: 'x'.repeat(65_537) };
    expect(() => encodePayload('statement', long)).toThrow(CodecError);
    expect(() => encodePayload('statement', { ...statement, text: '' })).toThrow(CodecError);
  });

  test('of random bytes is refused as such or is canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        codeOf(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  test('of CBOR at random under a known tag is refused as such or is canonical', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.uint8Array({ maxLength: 80 }),
        fc.double(),
        fc.array(tie('node'), { maxLength: 8 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31 }), value, (tag, content) => {
        codeOf(cborEncode([tag, 1, content]));
      }),
      { numRuns: 3000 },
    );
  });
});
