import * as v from 'valibot';
import { COMMUNIQUE_KINDS } from './disclosure.ts';
import {
  CHECKPOINT_BYTES_MAX,
  CLAIMS_MAX,
  LABEL_BYTES_MAX,
  LANGUAGE_BYTES_MAX,
  PARTIES_MAX,
  PROCESS_NAME_BYTES_MAX,
  PROOF_HASHES_MAX,
  RELEASE_BYTES_MAX,
  ROSTERS_MAX,
  SIGNED_ROSTER_BYTES_MAX,
  TEXT_BYTES_MAX,
  TEXTS_MAX,
  TITLE_BYTES_MAX,
} from './limits.ts';

export const COMMUNIQUE_FORMAT = 'pourparler-communique/1';

const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** How many characters `length` bytes are in base64url. */
const encodedLength = (length: number) => Math.ceil((length * 4) / 3);

const bytes = (length: number) => v.pipe(v.string(), v.length(encodedLength(length)), v.regex(BASE64URL));
const bytesTo = (max: number) => v.pipe(v.string(), v.maxLength(encodedLength(max)), v.regex(BASE64URL));
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const position = count(Number.MAX_SAFE_INTEGER);
const proof = v.pipe(v.array(bytes(32)), v.maxLength(PROOF_HASHES_MAX));

/** For people, and for programs that do not decode the release. Believed only because it equals what was signed. */
const readable = v.strictObject({
  process: text(PROCESS_NAME_BYTES_MAX),
  kind: v.picklist(COMMUNIQUE_KINDS),
  id: bytes(16),
  corrects: v.nullable(bytes(16)),
  texts: v.pipe(
    v.array(
      v.strictObject({
        language: text(LANGUAGE_BYTES_MAX),
        title: text(TITLE_BYTES_MAX),
        text: text(TEXT_BYTES_MAX),
      }),
    ),
    v.minLength(1),
    v.maxLength(TEXTS_MAX),
  ),
  claims: v.pipe(v.array(text(LABEL_BYTES_MAX)), v.maxLength(CLAIMS_MAX)),
  consents: v.strictObject({
    given: count(PARTIES_MAX),
    needed: count(PARTIES_MAX),
    parties: count(PARTIES_MAX),
    names: v.nullable(v.pipe(v.array(v.nullable(text(LABEL_BYTES_MAX))), v.maxLength(PARTIES_MAX))),
  }),
});

const logPlace = { logIndex: position, logProof: proof };

/** The shape of a communiqué file. Without transforms, so that docs/communique.schema.json can say the same. */
export const communiqueJson = v.strictObject({
  format: v.literal(COMMUNIQUE_FORMAT),
  readable,
  release: v.strictObject({ bytes: bytesTo(RELEASE_BYTES_MAX), ...logPlace }),
  consents: v.pipe(
    v.array(v.strictObject({ index: count(PARTIES_MAX - 1), consent: bytes(64), release: bytes(64) })),
    v.maxLength(PARTIES_MAX),
  ),
  rosters: v.pipe(
    v.array(v.strictObject({ bytes: bytesTo(SIGNED_ROSTER_BYTES_MAX), ...logPlace })),
    v.minLength(1),
    v.maxLength(ROSTERS_MAX),
  ),
  openings: v.pipe(
    v.array(
      v.strictObject({
        index: position,
        size: position,
        proof,
        blind: bytes(32),
        ...logPlace,
        authorship: v.nullable(v.strictObject({ signKey: bytes(32), recordSignature: bytes(64), channel: bytes(16) })),
      }),
    ),
    v.maxLength(CLAIMS_MAX),
  ),
  checkpoint: text(CHECKPOINT_BYTES_MAX),
});

export type CommuniqueJson = v.InferOutput<typeof communiqueJson>;

/** The value as a communiqué's JSON, unless it has one field too many, too few, or of another kind. */
export function asCommuniqueJson(value: unknown): CommuniqueJson | undefined {
  const result = v.safeParse(communiqueJson, value, { abortEarly: true });
  return result.success ? result.output : undefined;
}
