import { utf8 } from '../../base/bytes.ts';
import { ID_BYTES, type Id } from '../../base/ids.ts';
import type { Codec } from './codec.ts';
import { CodecError } from './codec-error.ts';

function wrongShape(name: string, expected: string): never {
  throw new CodecError('WRONG_SHAPE', `${name}: expected ${expected}`);
}

function outOfBounds(name: string, expected: string): never {
  throw new CodecError('OUT_OF_BOUNDS', `${name}: expected ${expected}`);
}

/** A whole number from `min` (0) to `max` (2^53 − 1). */
export function uint<T extends number = number>(
  name: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): Codec<T> {
  return {
    name,
    to: (value) => value,
    from(cbor) {
      if (typeof cbor !== 'number' || !Number.isInteger(cbor) || Object.is(cbor, -0))
        wrongShape(name, 'a whole number');
      if (cbor < min || cbor > max) outOfBounds(name, `a number from ${min} to ${max}`);
      return cbor as T;
    },
  };
}

export function bool(name: string): Codec<boolean> {
  return {
    name,
    to: (value) => value,
    from: (cbor) => (typeof cbor === 'boolean' ? cbor : wrongShape(name, 'true or false')),
  };
}

/** Bytes of a length from `min` (0) to `max`. */
export function bytes<T extends Uint8Array = Uint8Array>(
  name: string,
  { min = 0, max }: { min?: number; max: number },
): Codec<T> {
  return {
    name,
    to: (value) => value,
    from(cbor) {
      if (!(cbor instanceof Uint8Array)) wrongShape(name, 'bytes');
      if (cbor.length < min || cbor.length > max) outOfBounds(name, `${min} to ${max} bytes`);
      return cbor as T;
    },
  };
}

/** Exactly `length` bytes. */
export function fixed<T extends Uint8Array = Uint8Array>(name: string, length: number): Codec<T> {
  return bytes<T>(name, { min: length, max: length });
}

export function id<T extends Id>(name: string): Codec<T> {
  return fixed<T>(name, ID_BYTES);
}

/**
 * Well-formed Unicode, no NUL, at most `maxBytes` of UTF-8. Not held against NFC: runtimes know different versions of
 * Unicode, and all members must accept the same bytes. Who lets people type composes. `[CODEC-2]`
 */
export function text(name: string, { minBytes = 0, maxBytes }: { minBytes?: number; maxBytes: number }): Codec<string> {
  return {
    name,
    to: (value) => value,
    from(cbor) {
      if (typeof cbor !== 'string') wrongShape(name, 'text');
      // A lone surrogate has no UTF-8 form.
      if (!cbor.isWellFormed() || cbor.includes('\0')) wrongShape(name, 'well-formed text without NUL');
      const size = utf8(cbor).length;
      if (size < minBytes || size > maxBytes) outOfBounds(name, `${minBytes} to ${maxBytes} bytes of text`);
      return cbor;
    },
  };
}

/** One of a closed list of words, written as its index in that list: a list only ever grows at its end. */
export function word<const Words extends readonly string[]>(name: string, words: Words): Codec<Words[number]> {
  return {
    name,
    to: (value) => words.indexOf(value),
    from(cbor) {
      const found = typeof cbor === 'number' ? words[cbor] : undefined;
      return found ?? wrongShape(name, `one of ${words.join(', ')}`);
    },
  };
}

export function list<T>(
  name: string,
  item: Codec<T>,
  { min = 0, max }: { min?: number; max: number },
): Codec<readonly T[]> {
  return {
    name,
    to: (value) => value.map((each) => item.to(each)),
    from(cbor) {
      if (!Array.isArray(cbor)) wrongShape(name, 'a list');
      if (cbor.length < min || cbor.length > max) outOfBounds(name, `${min} to ${max} items`);
      return cbor.map((each) => item.from(each));
    },
  };
}

/** Absent is `null` on the wire and `undefined` here. */
export function optional<T>(inner: Codec<T>): Codec<T | undefined> {
  return {
    name: inner.name,
    to: (value) => (value === undefined ? null : inner.to(value)),
    from: (cbor) => (cbor === null ? undefined : inner.from(cbor)),
  };
}

type Fields = Record<string, Codec<never>>;
type StructOf<F> = { readonly [K in keyof F]: F[K] extends Codec<infer T> ? T : never };

/** Named fields, written as an array in the order that they are listed. */
export function struct<F extends { readonly [K in keyof F]: Codec<unknown> | Fields[string] }>(
  name: string,
  fields: F,
): Codec<StructOf<F>> {
  const entries = Object.entries(fields) as [keyof F & string, Codec<unknown>][];
  return {
    name,
    to: (value) => entries.map(([key, codec]) => codec.to(value[key])),
    from(cbor) {
      if (!Array.isArray(cbor) || cbor.length !== entries.length) wrongShape(name, `${entries.length} fields`);
      const value: Record<string, unknown> = {};
      entries.forEach(([key, codec], index) => {
        value[key] = codec.from(cbor[index]);
      });
      return value as StructOf<F>;
    },
  };
}

type Variants = Record<string, Codec<unknown>>;
export type TaggedOf<V extends Variants> = {
  [K in keyof V & string]: { readonly kind: K } & (V[K] extends Codec<infer T> ? T : never);
}[keyof V & string];

/** One of several structs, told apart by a number: `[tag, struct]`. The tags are given, never derived. */
export function tagged<V extends Variants>(
  name: string,
  tags: { readonly [K in keyof V]: number },
  variants: V,
): Codec<TaggedOf<V>> {
  const byTag = new Map(Object.entries(tags).map(([kind, tag]) => [tag as number, kind]));
  return {
    name,
    to(value) {
      const codec = variants[value.kind] as Codec<unknown>;
      return [tags[value.kind] as number, codec.to(value)];
    },
    from(cbor) {
      if (!Array.isArray(cbor) || cbor.length !== 2 || typeof cbor[0] !== 'number')
        wrongShape(name, 'a tag and a struct');
      const kind = byTag.get(cbor[0]);
      if (kind === undefined) wrongShape(name, `a known tag, not ${cbor[0]}`);
      return { kind, ...((variants[kind] as Codec<object>).from(cbor[1]) as object) } as TaggedOf<V>;
    },
  };
}
