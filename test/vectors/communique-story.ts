import { utf8 } from '../../src/base/bytes.ts';
import type { ChannelId, Commitment, TreeSize } from '../../src/base/ids.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { bytes, list, struct, text, uint } from '../../src/protocol/codec/shapes.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import { signOnTheRecord } from '../../src/protocol/commitment/record-signature.ts';
import { publicKey, sign } from '../../src/protocol/crypto/ed25519.ts';
import { sha256 } from '../../src/protocol/crypto/sha256.ts';
import type { Communique } from '../../src/protocol/disclosure/communique.ts';
import { type ConsentSignatures, signConsent, signRelease } from '../../src/protocol/disclosure/consent.ts';
import type { Disclosure } from '../../src/protocol/disclosure/disclosure.ts';
import { type Placement, placedBeat } from '../../src/protocol/disclosure/opening.ts';
import { formatProcessKey, processKeyOf } from '../../src/protocol/disclosure/process-key.ts';
import { type Release, releaseDigest } from '../../src/protocol/disclosure/release.ts';
import {
  type ConsentKey,
  firstRoster,
  type Roster,
  rosterDigest,
  type SignedRoster,
  signRoster,
  successorRoster,
} from '../../src/protocol/disclosure/roster.ts';
import { signCheckpoint } from '../../src/protocol/log/checkpoint.ts';
import { ED25519_TYPE, formatVerifierKey, type VerifierKey, verifierKey } from '../../src/protocol/log/verifier-key.ts';
import { leafHash } from '../../src/protocol/merkle/hashing.ts';
import { MerkleTree } from '../../src/protocol/merkle/merkle-tree.ts';
import { CommitmentTree } from '../../src/protocol/record-tree/commitment-tree.ts';

/** Keys, salts and ids of the story: nothing is drawn, so that it is the same everywhere. */
export const secret = (name: string): Uint8Array => sha256(utf8(`a story: ${name}`));
export const channel = secret('channel').slice(0, 16) as ChannelId;

/** Seats of the first roster, in order; South's holder changes in the second. */
export const FIRST_HOLDERS = ['North', 'South', 'Mediator'];
export const HOLDERS = ['North', 'South, after the election', 'Mediator'];
export const LABELS = ['North', 'South', 'Mediator'];
export const QUORUM = 2;

export const payloadCodec = struct('payload', {
  kind: uint('kind'),
  version: uint('version'),
  content: struct('content', {
    text: text('text', { maxBytes: 200 }),
    options: list('options', text('option', { maxBytes: 50 }), { max: 3 }),
    paper: bytes('paper', { max: 16 }),
  }),
});

const STATEMENTS = [
  'We could live with monitors.',
  'So could we, from the spring.',
  'A ceasefire of thirty days.',
  'Thirty is short; sixty.',
  'Sixty, with a review.',
  'Agreed: sixty days, reviewed at thirty.',
  'Who tells the press?',
];
/** Which of them the communiqué opens, and at which beat each was the newest. */
const CLAIMED = [
  { index: 2, size: 3, label: 'the proposal of thirty days' },
  { index: 5, size: 7, label: 'the agreement on sixty days' },
];

export const payloads = STATEMENTS.map((statement) =>
  encode(payloadCodec, {
    kind: 1,
    version: 1,
    content: { text: statement, options: [], paper: secret('paper').slice(0, 4) },
  }),
);
export const salts = STATEMENTS.map((_, i) => secret(`salt ${i}`));
export const commitments = payloads.map((payload, i) => commit(salts[i] as Uint8Array, payload));
const tree = CommitmentTree.empty();
for (const commitment of commitments) tree.append(commitment);

/** What a story's communiqué is made of, before it meets the log. */
export interface Parts {
  readonly rosters: readonly SignedRoster[];
  readonly release: Release;
  readonly consents: readonly ConsentSignatures[];
  readonly placements: readonly Placement[];
}

export interface Published {
  readonly communique: Communique;
  readonly log: MerkleTree;
  readonly entries: readonly Uint8Array[];
}

export async function consentKeys(holders: readonly string[]): Promise<ConsentKey[]> {
  return Promise.all(
    holders.map(async (holder, i) => ({ key: await publicKey(secret(holder)), label: LABELS[i] ?? holder })),
  );
}

export async function signedBy(
  roster: Roster,
  holders: readonly string[],
  endorsers: readonly number[] = [],
): Promise<SignedRoster> {
  return {
    roster,
    signatures: await Promise.all(holders.map((holder) => signRoster(secret(holder), roster))),
    endorsements: await Promise.all(
      endorsers.map(async (index) => ({
        index,
        signature: await signRoster(secret(FIRST_HOLDERS[index] as string), roster),
      })),
    ),
  };
}

export async function makeRosters(processName = 'Talks on the river'): Promise<SignedRoster[]> {
  const first = firstRoster(processName, { consentKeys: await consentKeys(FIRST_HOLDERS), quorum: QUORUM });
  const second = successorRoster(first, { consentKeys: await consentKeys(HOLDERS), quorum: QUORUM });
  return [await signedBy(first, FIRST_HOLDERS), await signedBy(second, HOLDERS, [0, 2])];
}

export function makeDisclosure(roster: Roster): Disclosure {
  return {
    version: 1,
    rosterDigest: rosterDigest(roster),
    id: secret('disclosure').slice(0, 16),
    kind: 'joint statement',
    corrects: undefined,
    texts: [
      {
        language: 'en',
        title: 'A ceasefire of sixty days',
        text: 'The parties have agreed on sixty days.\n\nA review is at thirty.',
      },
      { language: 'uk', title: 'Припинення вогню на шістдесят днів', text: 'Сторони домовилися про шістдесят днів.' },
    ],
    claims: CLAIMED.map(({ index, label }) => ({ commitment: commitments[index] as Commitment, label })),
    showParties: true,
  };
}

export function openedOf(disclosure: Disclosure): Release {
  const opened = CLAIMED.map(({ index }) => ({
    payload: payloads[index] as Uint8Array,
    salt: salts[index] as Uint8Array,
  }));
  return { version: 1, disclosure, opened };
}

export async function consentsBy(
  release: Release,
  indices: readonly number[],
  holders: readonly string[] = HOLDERS,
): Promise<ConsentSignatures[]> {
  return Promise.all(
    indices.map(async (index) => {
      const seed = secret(holders[index] as string);
      return {
        index,
        consent: await signConsent(seed, release.disclosure),
        release: await signRelease(seed, release),
      };
    }),
  );
}

export async function makePlacements(): Promise<Placement[]> {
  const signKey = await publicKey(secret('author'));
  return Promise.all(
    CLAIMED.map(async ({ index, size }, claim) => ({
      index,
      size: size as TreeSize,
      proof: tree.inclusion(index, size) ?? [],
      blind: secret(`blind ${claim}`),
      logIndex: 6 + 2 * claim,
      // The second author shows that it was them.
      authorship:
        claim === 0
          ? undefined
          : {
              signKey,
              recordSignature: await signOnTheRecord(secret('author'), channel, commitments[index] as Commitment),
              channel,
            },
    })),
  );
}

export async function makeParts(): Promise<Parts> {
  const rosters = await makeRosters();
  const release = openedOf(makeDisclosure((rosters[1] as SignedRoster).roster));
  return { rosters, release, consents: await consentsBy(release, [0, 1]), placements: await makePlacements() };
}

export const LOG_SIZE = 16;
const ROSTER_PLACES = [2, 4, 10, 12];
export const RELEASE_PLACE = 13;

/** The log as it would be with these parts, and the file that a venue would make at `LOG_SIZE` entries. */
export async function publish({ rosters, release, consents, placements }: Parts, venue = 'venue'): Promise<Published> {
  const entries = Array.from({ length: LOG_SIZE }, (_, i) => secret(`dummy ${i}`));
  rosters.forEach(({ roster }, i) => {
    entries[ROSTER_PLACES[i] as number] = rosterDigest(roster);
  });
  placements.forEach((placement, claim) => {
    const beat = placedBeat(release.disclosure.claims[claim]?.commitment as Commitment, placement);
    if (beat !== undefined) entries[placement.logIndex] = beat;
  });
  entries[RELEASE_PLACE] = releaseDigest(release);

  const log = new MerkleTree();
  for (const entry of entries) log.append(leafHash(entry));
  const place = (index: number) => ({ index, proof: log.inclusion(index) ?? [] });
  const communique = {
    release,
    releaseLogged: place(RELEASE_PLACE),
    consents,
    rosters: rosters.map((signed, i) => ({ signed, logged: place(ROSTER_PLACES[i] as number) })),
    openings: placements.map((placement) => ({ ...placement, logProof: log.inclusion(placement.logIndex) ?? [] })),
    checkpoint: await checkpointOf(log, LOG_SIZE, venue),
  };
  return { communique, log, entries };
}

export async function checkpointOf(log: MerkleTree, size: number, venue = 'venue'): Promise<string> {
  const head = { size: size as TreeSize, root: log.rootAt(size) as Uint8Array };
  return signCheckpoint(head, await venueVerifier(venue), (message) => sign(secret(venue), message));
}

export async function venueVerifier(venue = 'venue'): Promise<VerifierKey> {
  return verifierKey('talks.example/log', ED25519_TYPE, await publicKey(secret(venue)));
}

/** The two lines that a verifier has from elsewhere. */
export async function keysOf({ rosters }: Pick<Parts, 'rosters'>): Promise<{ venueKey: string; processKey: string }> {
  return {
    venueKey: formatVerifierKey(await venueVerifier()),
    processKey: formatProcessKey(processKeyOf((rosters[0] as SignedRoster).roster)),
  };
}
