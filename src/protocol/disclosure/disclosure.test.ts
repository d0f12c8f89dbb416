import { describe, expect, test } from 'vitest';
import type { Commitment } from '../../base/ids.ts';
import { decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { type Disclosure, disclosureCodec, disclosureDigest, isLanguage } from './disclosure.ts';
import {
  CLAIMS_MAX,
  DISCLOSURE_BYTES_MAX,
  TEXT_BYTES_MAX,
  TEXTS_BYTES_MAX,
  TEXTS_MAX,
  TITLE_BYTES_MAX,
} from './limits.ts';

const text = { language: 'en', title: 'An update', text: 'The parties met.\n' };
const claim = (n: number) => ({ commitment: new Uint8Array(32).fill(n) as Commitment, label: `claim ${n}` });
const DISCLOSURE: Disclosure = {
  version: 1,
  rosterDigest: new Uint8Array(32),
  id: new Uint8Array(16),
  kind: 'update',
  corrects: undefined,
  texts: [text],
  claims: [claim(1)],
  showParties: true,
};

test('[CONSENT-2] whatever changes, the digest that consents sign is another', () => {
  const changes: Partial<Disclosure>[] = [
    { rosterDigest: new Uint8Array(32).fill(1) },
    { id: new Uint8Array(16).fill(1) },
    { kind: 'background' },
    { texts: [{ ...text, text: 'The parties met.' }] },
    { texts: [{ ...text, title: 'An Update' }] },
    { texts: [{ ...text, language: 'fr' }] },
    { claims: [] },
    { claims: [{ ...claim(1), label: 'other' }] },
    { showParties: false },
  ];
  const digests = [{}, ...changes].map((change) => disclosureDigest({ ...DISCLOSURE, ...change }).join());
  expect(new Set(digests).size).toBe(digests.length);
});

describe('what is no disclosure', () => {
  test.each<[string, Partial<Disclosure>]>([
    ['a correction of nothing', { kind: 'correction' }],
    ['an update that corrects', { corrects: new Uint8Array(16) }],
    ['no text', { texts: [] }],
    ['a language twice', { texts: [text, text] }],
    ['a commitment twice', { claims: [claim(1), { ...claim(1), label: 'again' }] }],
    ['too many claims', { claims: Array.from({ length: CLAIMS_MAX + 1 }, (_, n) => claim(n)) }],
    ['a title too long', { texts: [{ ...text, title: 'x'.repeat(TITLE_BYTES_MAX + 1) }] }],
    ['a text too long', { texts: [{ ...text, text: 'x'.repeat(TEXT_BYTES_MAX + 1) }] }],
    ['a title of two lines', { texts: [{ ...text, title: 'one\u2028two' }] }],
    ['a text that steers a terminal', { texts: [{ ...text, text: '\u001b[2J' }] }],
    ['a text with carriage returns', { texts: [{ ...text, text: 'one\r\ntwo' }] }],
    ['a text in another order than it was written', { texts: [{ ...text, text: 'one \u202etwo' }] }],
    ['a text with a part that is set apart', { texts: [{ ...text, text: 'one \u2066two\u2069' }] }],
    ['a title in another order than it was written', { texts: [{ ...text, title: 'one \u202etwo' }] }],
    ['a title of nothing to see', { texts: [{ ...text, title: '\u200d\u200b' }] }],
    ['a label with a joiner', { claims: [{ ...claim(1), label: 'One\u200d' }] }],
    ['a label with a mark', { claims: [{ ...claim(1), label: 'One\u200e' }] }],
    ['a label with a filler', { claims: [{ ...claim(1), label: 'One\u3164' }] }],
  ])('%s', (_, change) => {
    expect(() => encode(disclosureCodec, { ...DISCLOSURE, ...change })).toThrow(CodecError);
  });

  test('texts and titles have the joiners that their scripts and emoji need', () => {
    const persian = { language: 'fa', title: 'می\u200cشود', text: 'می\u200cشود. क्\u200dष 👩\u200d🌾' };
    expect(() => encode(disclosureCodec, { ...DISCLOSURE, texts: [persian] })).not.toThrow();
  });

  test('[CODEC-2] at its limits it still is one, and can be read', () => {
    const claims = Array.from({ length: CLAIMS_MAX }, (_, n) => claim(n));
    const texts = Array.from({ length: TEXTS_MAX }, (_, n) => ({
      language: `a${String.fromCharCode(97 + n)}`,
      title: 'x'.repeat(TITLE_BYTES_MAX),
      text: 'x'.repeat(TEXTS_BYTES_MAX / TEXTS_MAX),
    }));
    const largest = encode(disclosureCodec, { ...DISCLOSURE, claims, texts });
    expect(() => decode(disclosureCodec, largest, DISCLOSURE_BYTES_MAX)).not.toThrow();
    const longer = texts.map((each, i) => (i === 0 ? { ...each, text: `${each.text}x` } : each));
    expect(() => encode(disclosureCodec, { ...DISCLOSURE, claims, texts: longer })).toThrow(CodecError);
  });
});

test.each(['en', 'uk', 'ar', 'zh-Hans', 'sr-Latn-RS', 'es-419', 'sl-rozaj', 'de-1996', 'arz'])(
  '%s is a language',
  (tag) => {
    expect(isLanguage(tag)).toBe(true);
  },
);

test.each(['', 'e', 'EN', 'en-us', 'en_US', 'english', 'en-', 'en-u-ca-gregory', 'x-private', 'en\n', 'zh-hans'])(
  '%j is no language',
  (tag) => {
    expect(isLanguage(tag)).toBe(false);
  },
);
