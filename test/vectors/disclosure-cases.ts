import { fromBase64Url, toBase64Url, toHex } from '../../src/base/text-encodings.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { type Communique, formatCommunique } from '../../src/protocol/disclosure/communique.ts';
import { consentBlind, sealConsent } from '../../src/protocol/disclosure/consent-seal.ts';
import type { Disclosure } from '../../src/protocol/disclosure/disclosure.ts';
import { disclosureCodec, disclosureDigest } from '../../src/protocol/disclosure/disclosure.ts';
import { type Release, releaseCodec, releaseDigest } from '../../src/protocol/disclosure/release.ts';
import { rosterCodec, rosterDigest, type SignedRoster, successorRoster } from '../../src/protocol/disclosure/roster.ts';
import type { VerifyErrorCode } from '../../src/verify/verify-error.ts';
import {
  checkpointOf,
  consentKeys,
  consentsBy,
  FIRST_HOLDERS,
  HOLDERS,
  keysOf,
  makeDisclosure,
  makeParts,
  makeRosters,
  openedOf,
  type Parts,
  payloads,
  publish,
  RELEASE_PLACE,
  salts,
  secret,
  signedBy,
} from './communique-story.ts';

/** A file, the two keys of a verifier, and what must come of it. */
export interface DisclosureCase {
  readonly expect: 'verified' | VerifyErrorCode;
  readonly venueKey: string;
  readonly processKey: string;
  readonly file: string;
}

type Edit<T> = (value: T) => T | Promise<T>;
// biome-ignore lint/suspicious/noExplicitAny: edits break the shape on purpose.
type LooseJson = any;

export async function disclosureCases(): Promise<Record<string, DisclosureCase | object>> {
  const parts = await makeParts();
  const good = (await publish(parts)).communique;
  const file = formatCommunique(good);
  const keys = await keysOf(parts);
  const [first, second] = parts.rosters as [SignedRoster, SignedRoster];

  const of = (expect: DisclosureCase['expect'], text: string, given = keys) => ({ expect, ...given, file: text });
  /** Other parts, signed and logged as they are. */
  const made = async (expect: VerifyErrorCode, edit: Edit<Parts>) =>
    of(expect, formatCommunique((await publish(await edit(parts))).communique));
  /** The good file's structures, changed after they were signed and logged. */
  const changed = async (expect: VerifyErrorCode, edit: Edit<Communique>) =>
    of(expect, formatCommunique(await edit(good)));
  /** The good file's JSON, changed as text would be. */
  const rewritten = (expect: VerifyErrorCode, edit: (json: LooseJson) => void) => {
    const json: LooseJson = JSON.parse(file);
    edit(json);
    return of(expect, `${JSON.stringify(json, null, 2)}\n`);
  };
  const releasing = async (release: Release): Promise<Parts> => ({
    ...parts,
    release,
    consents: await consentsBy(release, [0, 1]),
  });
  const withDisclosure = (edit: (disclosure: Disclosure) => Disclosure): Release => ({
    ...parts.release,
    disclosure: edit(parts.release.disclosure),
  });
  const opened = (edit: Partial<Release['opened'][number]>): Release => ({
    ...parts.release,
    opened: parts.release.opened.map((each, claim) => (claim === 0 ? { ...each, ...edit } : each)),
  });
  const opening = (claim: number, edit: (opening: Communique['openings'][number]) => object) =>
    changed('OPENING_NOT_LOGGED', (communique) => ({
      ...communique,
      openings: communique.openings.map((each, i) => (i === claim ? { ...each, ...edit(each) } : each)),
    }));
  const lastRoster = async (signed: SignedRoster): Promise<Parts> => {
    const release = openedOf(makeDisclosure(signed.roster));
    return { ...parts, rosters: [first, signed], release, consents: await consentsBy(release, [0, 1]) };
  };
  const other = await makeRosters('Talks on the mountain');
  const otherRelease = openedOf(makeDisclosure((other[1] as SignedRoster).roster));

  return {
    good: of('verified', file),
    'good-by-all-three': of(
      'verified',
      formatCommunique((await publish({ ...parts, consents: await consentsBy(parts.release, [0, 1, 2]) })).communique),
    ),
    'good-without-names': of(
      'verified',
      formatCommunique(
        (await publish(await releasing(withDisclosure((each) => ({ ...each, showParties: false }))))).communique,
      ),
    ),
    'good-without-claims': of(
      'verified',
      formatCommunique(
        (
          await publish({
            ...(await releasing({ version: 1, disclosure: { ...parts.release.disclosure, claims: [] }, opened: [] })),
            placements: [],
          })
        ).communique,
      ),
    ),
    'good-without-white-space': of('verified', JSON.stringify(JSON.parse(file))),
    encodings: {
      roster: toHex(encode(rosterCodec, second.roster)),
      rosterDigest: toHex(rosterDigest(second.roster)),
      disclosure: toHex(encode(disclosureCodec, parts.release.disclosure)),
      disclosureDigest: toHex(disclosureDigest(parts.release.disclosure)),
      release: toHex(encode(releaseCodec, parts.release)),
      releaseDigest: toHex(releaseDigest(parts.release)),
      consentKeySeeds: HOLDERS.map((holder) => toHex(secret(holder))),
      consents: parts.consents.map(({ index, consent, release }) => [index, toHex(consent), toHex(release)]),
      // Per consent: its party's place, the blind, and the seal that stands for it until the quorum.
      consentSeals: parts.consents.map(({ index, consent }) => {
        const blind = consentBlind(secret(HOLDERS[index] as string), disclosureDigest(parts.release.disclosure));
        return [index, toHex(blind), toHex(sealConsent(blind, consent))];
      }),
      processKey: keys.processKey,
    },

    // The file
    'cut-short': of('COMMUNIQUE_MALFORMED', file.slice(0, -20)),
    'unknown-field': rewritten('COMMUNIQUE_MALFORMED', (json) => {
      json.readable.note = 'approved by all';
    }),
    'field-missing': rewritten('COMMUNIQUE_MALFORMED', (json) => {
      delete json.openings[0].authorship;
    }),
    'field-twice': of('COMMUNIQUE_MALFORMED', file.replace('"kind":', '"kind": "update",\n    "kind":')),
    'number-with-a-fraction': rewritten('COMMUNIQUE_MALFORMED', (json) => {
      json.openings[0].index = 2.5;
    }),
    'base64-in-a-second-spelling': rewritten('COMMUNIQUE_MALFORMED', (json) => {
      json.openings[0].blind = secondSpelling(json.openings[0].blind);
    }),
    'release-in-a-second-spelling': rewritten('COMMUNIQUE_MALFORMED', (json) => {
      // 1 in two bytes instead of one.
      const bytes = fromBase64Url(json.release.bytes) as Uint8Array;
      json.release.bytes = toBase64Url(Uint8Array.of(bytes[0] as number, 0x18, 0x01, ...bytes.subarray(2)));
    }),
    'another-format-version': rewritten('COMMUNIQUE_VERSION_UNKNOWN', (json) => {
      json.format = 'pourparler-communique/2';
    }),
    'readable-text-differs': rewritten('COMMUNIQUE_READABLE_DIFFERS', (json) => {
      json.readable.texts[0].text = json.readable.texts[0].text.replace('sixty', 'ninety');
    }),
    'readable-names-differ': rewritten('COMMUNIQUE_READABLE_DIFFERS', (json) => {
      json.readable.consents.names[1] = 'Mediator';
    }),
    'readable-kind-differs': rewritten('COMMUNIQUE_READABLE_DIFFERS', (json) => {
      json.readable.kind = 'update';
    }),
    'claim-without-opening': rewritten('CLAIM_WITHOUT_OPENING', (json) => {
      json.openings.pop();
    }),

    // Keys
    'venue-key-of-another-type': of('VENUE_KEY_MALFORMED', file, { ...keys, venueKey: keys.processKey }),
    'venue-key-with-another-hash': of('VENUE_KEY_MALFORMED', file, { ...keys, venueKey: otherHash(keys.venueKey) }),
    'process-key-with-another-hash': of('PROCESS_KEY_MALFORMED', file, {
      ...keys,
      processKey: otherHash(keys.processKey),
    }),
    'process-key-of-a-venue': of('PROCESS_KEY_MALFORMED', file, { ...keys, processKey: keys.venueKey }),

    // Checkpoint
    'checkpoint-by-another-key': of(
      'CHECKPOINT_OF_ANOTHER_KEY',
      formatCommunique((await publish(parts, 'another venue')).communique),
    ),
    'checkpoint-with-a-changed-size': await changed('CHECKPOINT_SIGNATURE_WRONG', (each) => ({
      ...each,
      checkpoint: each.checkpoint.replace('\n16\n', '\n17\n'),
    })),
    'checkpoint-without-signature': await changed('CHECKPOINT_MALFORMED', (each) => ({
      ...each,
      checkpoint: each.checkpoint.split('—')[0] as string,
    })),
    'checkpoint-older-than-entry': of('CHECKPOINT_TOO_OLD', formatCommunique(await atSize(parts, RELEASE_PLACE))),
    'checkpoint-of-another-size': of(
      'ROSTER_NOT_LOGGED',
      formatCommunique(await withCheckpointAt(parts, RELEASE_PLACE + 1)),
    ),

    // Rosters
    'roster-not-from-the-process': of(
      'ROSTER_OF_ANOTHER_PROCESS',
      formatCommunique(
        (
          await publish({
            ...parts,
            rosters: other,
            release: otherRelease,
            consents: await consentsBy(otherRelease, [0, 1]),
          })
        ).communique,
      ),
    ),
    'roster-chain-without-its-first': await changed('ROSTER_OF_ANOTHER_PROCESS', (each) => ({
      ...each,
      rosters: each.rosters.slice(1),
    })),
    'roster-not-signed-by-a-key-of-its-own': await made('ROSTER_NOT_SIGNED', async () =>
      lastRoster({ ...second, signatures: second.signatures.with(1, second.signatures[0] as Uint8Array) }),
    ),
    'roster-with-a-signature-too-few': await made('ROSTER_NOT_SIGNED', async () =>
      lastRoster({ ...second, signatures: second.signatures.slice(0, 2) }),
    ),
    'roster-that-skips-one': await made('ROSTER_NOT_A_SUCCESSOR', async () =>
      lastRoster(await signedBy({ ...second.roster, sequence: 2 }, HOLDERS, [0, 2])),
    ),
    'roster-after-another': await made('ROSTER_NOT_A_SUCCESSOR', async () =>
      lastRoster(await signedBy({ ...second.roster, previousDigest: secret('no roster') }, HOLDERS, [0, 2])),
    ),
    'roster-of-another-name': await made('ROSTER_NOT_A_SUCCESSOR', async () =>
      lastRoster(await signedBy({ ...second.roster, processName: 'Talks on the mountain' }, HOLDERS, [0, 2])),
    ),
    'roster-successor-without-quorum': await made('ROSTER_WITHOUT_QUORUM', async () =>
      lastRoster(await signedBy(second.roster, HOLDERS, [0])),
    ),
    'roster-endorsed-twice-by-one': await made('ROSTER_ENDORSEMENT_INVALID', async () =>
      lastRoster(await signedBy(second.roster, HOLDERS, [0, 0])),
    ),
    'roster-endorsed-by-its-own-new-key': await made('ROSTER_ENDORSEMENT_INVALID', async () =>
      lastRoster({
        ...second,
        endorsements: [{ index: 1, signature: second.signatures[1] as Uint8Array }, ...second.endorsements],
      }),
    ),
    'roster-not-logged': await changed('ROSTER_NOT_LOGGED', (each) => ({
      ...each,
      rosters: each.rosters.map((roster, i) => (i === 1 ? { ...roster, logged: each.releaseLogged } : roster)),
    })),

    // Consents and release
    'consent-to-another-roster': await made('CONSENT_TO_ANOTHER_ROSTER', async () =>
      releasing(openedOf(makeDisclosure(first.roster))),
    ),
    'changed-byte-in-text': await made('CONSENT_INVALID', (each) => ({
      ...each,
      release: withDisclosure((disclosure) => ({
        ...disclosure,
        texts: disclosure.texts.map((text, i) =>
          i === 0 ? { ...text, text: text.text.replace('sixty', 'ninety') } : text,
        ),
      })),
    })),
    'consent-of-an-unknown-key': await made('CONSENT_INVALID', async (each) => ({
      ...each,
      consents: await consentsBy(each.release, [0, 1], FIRST_HOLDERS),
    })),
    'consent-of-an-unknown-party': await made('CONSENT_OF_UNKNOWN_PARTY', (each) => ({
      ...each,
      consents: each.consents.map((one, i) => (i === 1 ? { ...one, index: 3 } : one)),
    })),
    'consent-of-another-party': await made('CONSENT_INVALID', (each) => ({
      ...each,
      consents: each.consents.map((one, i) => (i === 1 ? { ...one, index: 2 } : one)),
    })),
    'same-party-twice': await made('CONSENT_TWICE', async (each) => ({
      ...each,
      consents: await consentsBy(each.release, [0, 0]),
    })),
    'one-consent-short': await made('CONSENTS_BELOW_QUORUM', (each) => ({
      ...each,
      consents: each.consents.slice(0, 1),
    })),
    'consent-in-place-of-a-release': await made('RELEASE_INVALID', (each) => ({
      ...each,
      consents: each.consents.map((one) => ({ ...one, release: one.consent })),
    })),
    'release-of-another-opening': await made('RELEASE_INVALID', (each) => ({
      ...each,
      release: opened({ salt: secret('another salt') }),
    })),
    'release-not-logged': await changed('RELEASE_NOT_LOGGED', (each) => ({
      ...each,
      releaseLogged: (each.rosters[1] as Communique['rosters'][number]).logged,
    })),

    // Openings
    'opening-salt-of-another': await made('OPENING_MISMATCH', () =>
      releasing(opened({ salt: salts[1] as Uint8Array })),
    ),
    'opening-payload-of-another': await made('OPENING_MISMATCH', () =>
      releasing(opened({ payload: payloads[1] as Uint8Array })),
    ),
    'opening-index-off-by-one': await opening(1, ({ index }) => ({ index: index + 1 })),
    'opening-index-past-the-end': await opening(0, ({ size }) => ({ index: size })),
    'size-off-by-one': await opening(1, ({ size }) => ({ size: size - 1 })),
    'blind-flipped': await opening(0, ({ blind }) => ({ blind: blind.map((byte, i) => (i === 31 ? byte ^ 1 : byte)) })),
    'opening-proof-flipped': await opening(1, ({ proof }) => ({
      proof: proof.map((hash, i) => (i === 2 ? hash.map((byte, at) => (at === 0 ? byte ^ 0x80 : byte)) : hash)),
    })),
    'opening-proof-a-hash-short': await opening(1, ({ proof }) => ({ proof: proof.slice(1) })),
    'opening-of-another-beat': await opening(0, () => ({ logIndex: 8, logProof: good.openings[1]?.logProof })),
    'authorship-by-another-key': of(
      'AUTHORSHIP_INVALID',
      formatCommunique(withAuthorship(good, { signKey: (await consentKeys(['a stranger']))[0]?.key as Uint8Array })),
    ),
    'authorship-in-another-channel': of(
      'AUTHORSHIP_INVALID',
      formatCommunique(withAuthorship(good, { channel: secret('another channel').slice(0, 16) })),
    ),
    'roster-newer-than-the-disclosure': await made('CONSENT_TO_ANOTHER_ROSTER', async (each) => ({
      ...each,
      rosters: [...each.rosters, await thirdRoster(second)],
    })),
  };
}

/** Rosters after the one that the disclosure names have no place in its file. */
async function thirdRoster(second: SignedRoster): Promise<SignedRoster> {
  const third = successorRoster(second.roster, second.roster);
  const signed = await signedBy(third, HOLDERS);
  return { ...signed, endorsements: signed.signatures.map((signature, index) => ({ index, signature })) };
}

function withAuthorship(communique: Communique, edit: object): Communique {
  const openings = communique.openings.map((opening) =>
    opening.authorship === undefined ? opening : { ...opening, authorship: { ...opening.authorship, ...edit } },
  );
  return { ...communique, openings };
}

/** As of a smaller log: every proof that there is at that size, and none for what came later. */
async function atSize(parts: Parts, size: number): Promise<Communique> {
  const { communique, log } = await publish(parts);
  const proofAt = (index: number) => (index < size ? log.inclusion(index, size) : undefined) ?? [];
  return {
    ...communique,
    rosters: communique.rosters.map(({ signed, logged }) => ({
      signed,
      logged: { ...logged, proof: proofAt(logged.index) },
    })),
    releaseLogged: { ...communique.releaseLogged, proof: proofAt(communique.releaseLogged.index) },
    openings: communique.openings.map((opening) => ({ ...opening, logProof: proofAt(opening.logIndex) })),
    checkpoint: await checkpointOf(log, size),
  };
}

async function withCheckpointAt(parts: Parts, size: number): Promise<Communique> {
  const { communique, log } = await publish(parts);
  return { ...communique, checkpoint: await checkpointOf(log, size) };
}

function otherHash(key: string): string {
  const [name = '', hash = '', ...rest] = key.split('+');
  return [name, hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), ...rest].join('+');
}

/** Of 32 bytes: the last character's two spare bits are not zero. */
function secondSpelling(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) + 1];
}
