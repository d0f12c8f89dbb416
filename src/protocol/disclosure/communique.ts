import { fromUtf8, utf8 } from '../../base/bytes.ts';
import type { ChannelId, TreeSize } from '../../base/ids.ts';
import { fromBase64Url, toBase64Url } from '../../base/text-encodings.ts';
import { type Codec, decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { asCommuniqueJson, COMMUNIQUE_FORMAT, type CommuniqueJson } from './communique-json.ts';
import type { ConsentSignatures } from './consent.ts';
import { DisclosureError } from './disclosure-error.ts';
import { hasRepeatedMember } from './json-members.ts';
import { COMMUNIQUE_BYTES_MAX, RELEASE_BYTES_MAX, SIGNED_ROSTER_BYTES_MAX } from './limits.ts';
import type { LogPlace, OpeningEvidence } from './opening.ts';
import { readableOf } from './readable.ts';
import { type Release, releaseCodec } from './release.ts';
import { type SignedRoster, signedRosterCodec } from './roster.ts';

export interface LoggedRoster {
  readonly signed: SignedRoster;
  readonly logged: LogPlace;
}

/**
 * Everything that an outsider needs, beside the venue's key and the process key, to check what was published.
 *
 * Parsing one proves nothing: `verifyCommunique` does.
 */
export interface Communique {
  readonly release: Release;
  readonly releaseLogged: LogPlace;
  readonly consents: readonly ConsentSignatures[];
  /** All of them, from the first to the one that the disclosure names. */
  readonly rosters: readonly LoggedRoster[];
  /** One for each claim, in order. */
  readonly openings: readonly OpeningEvidence[];
  /** A signed note, of a log that holds all of the above. */
  readonly checkpoint: string;
}

/** The file. Throws COMMUNIQUE_MALFORMED or another {@link DisclosureError} on what {@link parseCommunique} refuses. */
export function formatCommunique(communique: Communique): string {
  const file = `${JSON.stringify(toJson(communique), null, 2)}\n`;
  parseCommunique(file);
  return file;
}

/**
 * Strict and bounded: no field that is not in docs/communique.schema.json, none twice, every structure in its one
 * spelling, and the readable parts equal to the signed ones. White space between fields is free.
 *
 * Throws COMMUNIQUE_TOO_LARGE, _MALFORMED, _VERSION_UNKNOWN, _READABLE_DIFFERS or CLAIM_WITHOUT_OPENING.
 */
export function parseCommunique(file: Uint8Array | string): Communique {
  const json = readJson(file);
  const communique = fromJson(json);
  if (communique.openings.length !== communique.release.disclosure.claims.length) {
    throw new DisclosureError('CLAIM_WITHOUT_OPENING', 'not one opening for each claim');
  }
  const { release, consents, rosters } = communique;
  // Both sides have the fields in the order of the schema, so equal values have equal JSON.
  if (JSON.stringify(readableOf(release, consents, lastOf(rosters))) !== JSON.stringify(json.readable)) {
    throw new DisclosureError('COMMUNIQUE_READABLE_DIFFERS', 'the readable parts are not what was signed');
  }
  return communique;
}

function readJson(file: Uint8Array | string): CommuniqueJson {
  if (file.length > COMMUNIQUE_BYTES_MAX) throw new DisclosureError('COMMUNIQUE_TOO_LARGE', `${file.length} bytes`);
  let text: string;
  let value: unknown;
  try {
    text = typeof file === 'string' ? file : fromUtf8(file);
    value = JSON.parse(text);
  } catch (cause) {
    throw new DisclosureError('COMMUNIQUE_MALFORMED', 'not JSON', { cause });
  }
  if (utf8(text).length > COMMUNIQUE_BYTES_MAX) throw new DisclosureError('COMMUNIQUE_TOO_LARGE', 'as UTF-8');
  if (isOtherVersion(value)) throw new DisclosureError('COMMUNIQUE_VERSION_UNKNOWN', 'another format');
  const json = asCommuniqueJson(value);
  if (json === undefined) throw new DisclosureError('COMMUNIQUE_MALFORMED', 'not the fields of a communiqué');
  if (hasRepeatedMember(text, json)) throw new DisclosureError('COMMUNIQUE_MALFORMED', 'a field twice');
  return json;
}

function isOtherVersion(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  const { format } = value;
  return typeof format === 'string' && format.startsWith('pourparler-communique/') && format !== COMMUNIQUE_FORMAT;
}

function toJson(communique: Communique): CommuniqueJson {
  const { release, consents, rosters, openings } = communique;
  return {
    format: COMMUNIQUE_FORMAT,
    readable: readableOf(release, consents, lastOf(rosters)),
    release: { bytes: toBase64Url(encoded(releaseCodec, release)), ...placeToJson(communique.releaseLogged) },
    consents: consents.map(({ index, ...signatures }) => ({
      index,
      consent: toBase64Url(signatures.consent),
      release: toBase64Url(signatures.release),
    })),
    rosters: rosters.map(({ signed, logged }) => ({
      bytes: toBase64Url(encoded(signedRosterCodec, signed)),
      ...placeToJson(logged),
    })),
    openings: openings.map(({ index, size, proof, blind, logIndex, logProof, authorship }) => ({
      index,
      size,
      proof: proof.map(toBase64Url),
      blind: toBase64Url(blind),
      ...placeToJson({ index: logIndex, proof: logProof }),
      authorship:
        authorship === undefined
          ? null
          : {
              signKey: toBase64Url(authorship.signKey),
              recordSignature: toBase64Url(authorship.recordSignature),
              channel: toBase64Url(authorship.channel),
            },
    })),
    checkpoint: communique.checkpoint,
  };
}

function fromJson(json: CommuniqueJson): Communique {
  return {
    release: decoded(releaseCodec, json.release.bytes, RELEASE_BYTES_MAX),
    releaseLogged: placeFromJson(json.release),
    consents: json.consents.map(({ index, consent, release }) => ({
      index,
      consent: toBytes(consent),
      release: toBytes(release),
    })),
    rosters: json.rosters.map((roster) => ({
      signed: decoded(signedRosterCodec, roster.bytes, SIGNED_ROSTER_BYTES_MAX),
      logged: placeFromJson(roster),
    })),
    openings: json.openings.map(({ index, size, proof, blind, authorship, ...place }) => ({
      index,
      size: size as TreeSize,
      proof: proof.map(toBytes),
      blind: toBytes(blind),
      logIndex: place.logIndex,
      logProof: place.logProof.map(toBytes),
      authorship:
        authorship === null
          ? undefined
          : {
              signKey: toBytes(authorship.signKey),
              recordSignature: toBytes(authorship.recordSignature),
              channel: toBytes(authorship.channel) as ChannelId,
            },
    })),
    checkpoint: json.checkpoint,
  };
}

function placeToJson({ index, proof }: LogPlace): { logIndex: number; logProof: string[] } {
  return { logIndex: index, logProof: proof.map(toBase64Url) };
}

function placeFromJson({ logIndex, logProof }: { logIndex: number; logProof: readonly string[] }): LogPlace {
  return { index: logIndex, proof: logProof.map(toBytes) };
}

function lastOf(rosters: readonly LoggedRoster[]): LoggedRoster['signed']['roster'] {
  const last = rosters.at(-1);
  if (last === undefined) throw new DisclosureError('COMMUNIQUE_MALFORMED', 'without a roster');
  return last.signed.roster;
}

function toBytes(text: string): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) throw new DisclosureError('COMMUNIQUE_MALFORMED', 'not base64url in its one spelling');
  return bytes;
}

function encoded<T>(codec: Codec<T>, value: T): Uint8Array {
  return refusing(() => encode(codec, value));
}

function decoded<T>(codec: Codec<T>, text: string, bytesMax: number): T {
  return refusing(() => decode(codec, toBytes(text), bytesMax));
}

function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause;
    throw new DisclosureError('COMMUNIQUE_MALFORMED', cause.message, { cause });
  }
}
