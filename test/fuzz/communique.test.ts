import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { fromBase64Url, toBase64Url } from '../../src/base/text-encodings.ts';
import { formatCommunique, parseCommunique } from '../../src/protocol/disclosure/communique.ts';
import { DisclosureError } from '../../src/protocol/disclosure/disclosure-error.ts';
import { COMMUNIQUE_BYTES_MAX } from '../../src/protocol/disclosure/limits.ts';
import { type Verified, verifyCommunique } from '../../src/verify/verify-communique.ts';
import { VerifyError } from '../../src/verify/verify-error.ts';
import { keysOf, makeParts, publish } from '../vectors/communique-story.ts';

let file: string;
let keys: { venueKey: string; processKey: string };
let verified: Verified;

beforeAll(async () => {
  const parts = await makeParts();
  keys = await keysOf(parts);
  file = formatCommunique((await publish(parts)).communique);
  verified = await verifyCommunique({ file, ...keys });
});

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

/** Every leaf of the file, by its path. */
function leaves(value: Json, path: Path = []): [Path, Json][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) =>
    leaves(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: Json, [key, ...rest]: Path, leaf: Json): Json {
  if (key === undefined) return leaf;
  if (Array.isArray(value)) return value.map((each, i) => (i === key ? replaced(each, rest, leaf) : each));
  const fields = value as { [key: string]: Json };
  return { ...fields, [key]: replaced(fields[key] as Json, rest, leaf) };
}

async function outcome(changed: string | Uint8Array): Promise<Verified | 'refused'> {
  try {
    return await verifyCommunique({ file: changed, ...keys });
  } catch (error) {
    if (error instanceof VerifyError) return 'refused';
    throw error;
  }
}

describe('[OPEN-3] a file that differs is refused', () => {
  test('in one bit of any bytes', async () => {
    const json: Json = JSON.parse(file);
    const byteFields = leaves(json).flatMap(([path, leaf]) => {
      const bytes = path[0] !== 'readable' && typeof leaf === 'string' ? fromBase64Url(leaf) : undefined;
      return bytes === undefined ? [] : [{ path, bytes }];
    });
    // Release, rosters, signatures, proofs, blinds, authorship.
    expect(byteFields.length).toBeGreaterThan(30);
    const flipIn = async (field: number, bit: number) => {
      const { path, bytes } = byteFields[field % byteFields.length] as (typeof byteFields)[number];
      const at = bit % (bytes.length * 8);
      const flipped = bytes.map((byte, i) => (i === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
      expect(await outcome(JSON.stringify(replaced(json, path, toBase64Url(flipped)))), `${path} bit ${at}`).toBe(
        'refused',
      );
    };
    for (const field of byteFields.keys()) for (const bit of [0, 7, 251]) await flipIn(field, bit);
    await fc.assert(fc.asyncProperty(fc.nat(), fc.nat(), flipIn), { numRuns: 300 });
  });

  test('in any number, or any readable text', async () => {
    const json: Json = JSON.parse(file);
    for (const [path, leaf] of leaves(json)) {
      const others: Json[] =
        typeof leaf === 'number'
          ? [leaf + 1, leaf - 1, leaf + 2 ** 32, leaf + 0.5, -leaf - 1, String(leaf)]
          : typeof leaf === 'string'
            ? [`${leaf} `, leaf.slice(1), `${leaf}A`, null]
            : [0, '', {}, []];
      for (const other of others) {
        expect(await outcome(JSON.stringify(replaced(json, path, other))), `${path} ${other}`).toBe('refused');
      }
    }
  });

  test('with a part missing, twice, or elsewhere', async () => {
    const json = JSON.parse(file);
    for (const field of ['consents', 'rosters', 'openings']) {
      const list = json[field];
      for (const other of [[], list.slice(1), list.slice(0, 1), [...list, list[0]], list.toReversed()]) {
        // Consents may stand in any order; their names in the readable part are in the same one.
        expect(await outcome(JSON.stringify({ ...json, [field]: other })), field).toBe('refused');
      }
    }
    for (const field of Object.keys(json)) {
      expect(await outcome(JSON.stringify({ ...json, [field]: undefined })), field).toBe('refused');
    }
  });
});

describe('[OPEN-4] whatever the bytes, it is the same communiqué or a coded error', () => {
  test('changed characters', async () => {
    const position = fc.nat(file.length - 1);
    await fc.assert(
      fc.asyncProperty(
        position,
        fc.string({ unit: 'binary', maxLength: 4 }),
        fc.nat(3),
        async (at, inserted, removed) => {
          const found = await outcome(file.slice(0, at) + inserted + file.slice(at + removed));
          if (found !== 'refused') expect(found).toEqual(verified);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('truncations, as text and as bytes', async () => {
    const bytes = utf8(file);
    // The last character is a line feed.
    await fc.assert(
      fc.asyncProperty(fc.nat(file.trimEnd().length - 1), async (length) => {
        expect(await outcome(file.slice(0, length))).toBe('refused');
        expect(await outcome(bytes.subarray(0, length))).toBe('refused');
      }),
      { numRuns: 100 },
    );
  });

  test('random text, JSON and bytes', async () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.uint8Array({ maxLength: 200 }));
    const property = fc.asyncProperty(anything, async (it) => {
      expect(await outcome(it)).toBe('refused');
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test('random values in place of any part', async () => {
    const json: Json = JSON.parse(file);
    const paths = leaves(json)
      .flatMap(([path]) => path.map((_, i) => path.slice(0, i + 1)))
      // What its author may show or leave out: the test below.
      .filter((path) => path.at(-1) !== 'authorship');
    const property = fc.asyncProperty(fc.nat(paths.length - 1), fc.jsonValue(), async (i, value) => {
      const found = await outcome(JSON.stringify(replaced(json, paths[i] as Path, value as Json)));
      if (found !== 'refused') expect(found).toEqual(verified);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

test('a file from which the authorship was taken proves the rest all the same', async () => {
  const json = JSON.parse(file);
  json.openings[1].authorship = null;
  const claims = verified.claims.map((claim) => ({ ...claim, signedBy: undefined }));
  expect(verified.claims[1]?.signedBy).toBeDefined();
  expect(await outcome(JSON.stringify(json))).toEqual({ ...verified, claims });
});

describe('[CODEC-2] sizes are bounded', () => {
  const codeOf = (text: string | Uint8Array) => {
    try {
      parseCommunique(text);
      return 'parsed';
    } catch (error) {
      return error instanceof DisclosureError ? error.code : error;
    }
  };

  test('a file past the limit is refused unread', () => {
    expect(codeOf(file.padEnd(COMMUNIQUE_BYTES_MAX + 1))).toBe('COMMUNIQUE_TOO_LARGE');
    expect(codeOf(new Uint8Array(COMMUNIQUE_BYTES_MAX + 1))).toBe('COMMUNIQUE_TOO_LARGE');
    // Fewer characters than the limit, and more bytes.
    expect(codeOf(file + '\u2003'.repeat(COMMUNIQUE_BYTES_MAX / 2))).not.toBe('parsed');
    expect(codeOf(file.padEnd(COMMUNIQUE_BYTES_MAX - 100))).toBe('parsed');
  });

  test('nesting without end is refused', () => {
    expect(codeOf('['.repeat(1_000_000))).toBe('COMMUNIQUE_MALFORMED');
    expect(codeOf('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBe('COMMUNIQUE_MALFORMED');
    const json = JSON.parse(file);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(codeOf(JSON.stringify({ ...json, rosters: 'HERE' }).replace('"HERE"', deep))).toBe('COMMUNIQUE_MALFORMED');
  });

  test('lists and proofs past their limits are refused', () => {
    const json = JSON.parse(file);
    const many = (value: unknown, length: number) => Array.from({ length }, () => value);
    const hash = json.openings[0].blind;
    for (const changed of [
      { ...json, rosters: many(json.rosters[0], 65) },
      { ...json, consents: many(json.consents[0], 65) },
      { ...json, openings: many(json.openings[0], 65) },
      { ...json, release: { ...json.release, logProof: many(hash, 54) } },
      { ...json, openings: [{ ...json.openings[0], proof: many(hash, 54) }, json.openings[1]] },
    ]) {
      expect(codeOf(JSON.stringify(changed))).toBe('COMMUNIQUE_MALFORMED');
    }
  });
});
