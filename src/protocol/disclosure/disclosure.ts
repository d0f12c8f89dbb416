import { utf8 } from '../../base/bytes.ts';
import { type Commitment, ID_BYTES } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { type Codec, type Decoded, encode } from '../codec/codec.ts';
import { bool, fixed, list, optional, struct, text, uint, word } from '../codec/shapes.ts';
import { SHA256_BYTES, sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import {
  CLAIMS_MAX,
  LABEL_BYTES_MAX,
  LANGUAGE_BYTES_MAX,
  TEXT_BYTES_MAX,
  TEXTS_BYTES_MAX,
  TEXTS_MAX,
  TITLE_BYTES_MAX,
} from './limits.ts';
import { label, line, prose } from './plain-text.ts';
import { areDistinct, refined } from './refined.ts';

export const COMMUNIQUE_KINDS = ['update', 'joint statement', 'background', 'correction', 'no comment'] as const;
export type CommuniqueKind = (typeof COMMUNIQUE_KINDS)[number];

/** BCP 47 in its customary case: language, script, region, variants. Without extensions, which say nothing of a text. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$/;

export function isLanguage(tag: string): boolean {
  return tag.length <= LANGUAGE_BYTES_MAX && LANGUAGE.test(tag);
}

const languageCodec: Codec<string> = refined(text('language', { minBytes: 2, maxBytes: LANGUAGE_BYTES_MAX }), (tag) =>
  isLanguage(tag) ? undefined : 'not a language tag',
);

const textCodec = struct('text', {
  language: languageCodec,
  title: line('title', TITLE_BYTES_MAX),
  text: prose('text', TEXT_BYTES_MAX),
});
/** What is published, in one language. */
export type DisclosureText = Decoded<typeof textCodec>;

/** "This was in a sealed record": one entry's commitment, and what the text calls it. */
const claimCodec = struct('claim', {
  commitment: fixed<Commitment>('commitment', SHA256_BYTES),
  label: label('label', LABEL_BYTES_MAX),
});

/**
 * What a consent holder says yes to: exactly these texts, in these languages, with these openings.
 *
 * `showParties` is how the parties wish to be presented. It hides nothing: a communiqué's signatures show which
 * keys of the roster consented, so parties that must not be told apart leave the roster's labels out.
 */
export const disclosureCodec = refined(
  struct('disclosure', {
    version: uint<1>('version', { min: 1, max: 1 }),
    rosterDigest: fixed('roster digest', SHA256_BYTES),
    id: fixed('id', ID_BYTES),
    kind: word('kind', COMMUNIQUE_KINDS),
    corrects: optional(fixed('corrects', ID_BYTES)),
    texts: list('texts', textCodec, { min: 1, max: TEXTS_MAX }),
    claims: list('claims', claimCodec, { max: CLAIMS_MAX }),
    showParties: bool('show parties'),
  }),
  ({ kind, corrects, texts, claims }) => {
    if ((kind === 'correction') !== (corrects !== undefined))
      return 'a correction, and it alone, names what it corrects';
    if (texts.reduce((sum, each) => sum + utf8(each.text).length, 0) > TEXTS_BYTES_MAX)
      return 'texts too long together';
    if (!areDistinct(texts.map(({ language }) => language))) return 'a language twice';
    if (!areDistinct(claims.map(({ commitment }) => toHex(commitment)))) return 'a commitment twice';
    return undefined;
  },
);
export type Disclosure = Decoded<typeof disclosureCodec>;

/** What a consent signs, so one changed byte needs new consents. `[CONSENT-2]` */
export function disclosureDigest(disclosure: Disclosure): Uint8Array {
  return sha256(domain('disclosure'), encode(disclosureCodec, disclosure));
}
