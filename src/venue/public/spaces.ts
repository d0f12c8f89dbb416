import { equal } from '../../base/bytes.ts';
import type { Clock } from '../../base/ports.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import type { Communique } from '../../protocol/disclosure/communique.ts';
import { DisclosureError } from '../../protocol/disclosure/disclosure-error.ts';
import { ROSTERS_MAX, SIGNED_ROSTER_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { checkAuthorship, checkOpened, type OpeningEvidence, placedBeat } from '../../protocol/disclosure/opening.ts';
import { formatProcessKey, processKeyOf } from '../../protocol/disclosure/process-key.ts';
import { checkConsents } from '../../protocol/disclosure/quorum.ts';
import { releaseDigest } from '../../protocol/disclosure/release.ts';
import { rosterDigest, type SignedRoster, signedRosterCodec } from '../../protocol/disclosure/roster.ts';
import { checkRosterChain } from '../../protocol/disclosure/roster-chain.ts';
import { SUBMISSION_BYTES_MAX, type Submission, submissionCodec } from '../../protocol/disclosure/submission.ts';
import type { PublicLog } from '../log/public-log.ts';
import { Refused } from '../refused.ts';
import type { SpaceStore, Store } from '../store/store.ts';

/** What a reader is shown of one communiqué. */
export interface PublishedCommunique {
  readonly number: number;
  readonly publishedAt: number;
  readonly submission: Submission;
  /** The roster that its consents are counted against. */
  readonly roster: SignedRoster['roster'];
}

/** A process's public space. */
export interface Space {
  readonly slug: string;
  readonly processName: string;
  /** What a verifier checks its rosters against. */
  readonly processKey: string;
  readonly communiques: readonly PublishedCommunique[];
}

/** Newest communiqués on a process's page; older ones keep their addresses. */
export const COMMUNIQUES_SHOWN_MAX = 50;

/**
 * Public spaces: what the parties of a process have published together.
 *
 * The venue knows of a process its slug, its rosters and what came out; none of it leads to a channel.
 */
export class Spaces {
  readonly #store: SpaceStore & Pick<Store, 'digestIndex'>;
  readonly #log: PublicLog;
  readonly #clock: Clock;

  constructor(store: SpaceStore & Pick<Store, 'digestIndex'>, log: PublicLog, clock: Clock) {
    this.#store = store;
    this.#log = log;
    this.#clock = clock;
  }

  /** Opens a space, or hands in the roster after the one in force. Throws SLUG_TAKEN or ROSTER_REFUSED. `[ROSTER-2]` */
  async open(slug: string, signed: SignedRoster): Promise<void> {
    const before = await this.#rosters(slug);
    const { sequence } = signed.roster;
    if (before.length >= ROSTERS_MAX) throw new Refused('ROSTER_REFUSED');
    if (sequence === 0 && before[0] !== undefined && !isSameRoster(before[0], signed)) throw new Refused('SLUG_TAKEN');
    const chain = [...before.slice(0, sequence), signed];
    const [first] = chain;
    if (first === undefined || chain.length !== sequence + 1) throw new Refused('ROSTER_REFUSED');
    await refusing('ROSTER_REFUSED', () => checkRosterChain(chain, processKeyOf(first.roster)));
    const bytes = encode(signedRosterCodec, signed);
    const outcome = await this.#store.putRoster(slug, sequence, { digest: rosterDigest(signed.roster), bytes });
    if (outcome === 'moved') throw new Refused('ROSTER_REFUSED');
  }

  /** Both signatures of a quorum over exactly these bytes, and claims that lead into our log. `[CONSENT-1]` Gives its number. */
  async publish(slug: string, submission: Submission): Promise<number> {
    const { release, consents, placements } = submission;
    const rosters = await this.#rosters(slug);
    const newest = rosters.at(-1)?.roster;
    if (newest === undefined) throw new Refused('SPACE_UNKNOWN');
    await refusing('CONSENT_REFUSED', () => checkConsents(newest, release, consents));
    for (const [i, { commitment }] of release.disclosure.claims.entries()) {
      const placement = placements[i] as (typeof placements)[number];
      const opened = release.opened[i] as (typeof release.opened)[number];
      const { authorship } = placement;
      await refusing('OPENING_REFUSED', async () => checkOpened(commitment, opened));
      if (authorship !== undefined) await refusing('OPENING_REFUSED', () => checkAuthorship(commitment, authorship));
      const beat = placedBeat(commitment, placement);
      const logged = await this.#log.entry(placement.logIndex);
      if (beat === undefined || logged === undefined || !equal(beat, logged)) throw new Refused('OPENING_REFUSED');
    }
    return this.#store.putCommunique(slug, {
      releaseDigest: releaseDigest(release),
      bytes: encode(submissionCodec, submission),
      publishedAt: this.#clock(),
    });
  }

  /** `undefined` where there is no such space, whatever the slug looks like. */
  async space(slug: string): Promise<Space | undefined> {
    // Both are asked even of a slug that nobody has: the time that it takes must not tell.
    const [rosters, stored] = await Promise.all([
      this.#rosters(slug),
      this.#store.communiques(slug, COMMUNIQUES_SHOWN_MAX),
    ]);
    const [first] = rosters;
    if (first === undefined) return undefined;
    const communiques = stored.map((each) => published(each, rosters));
    const processKey = formatProcessKey(processKeyOf(first.roster));
    return { slug, processName: first.roster.processName, processKey, communiques };
  }

  async communique(slug: string, number: number): Promise<PublishedCommunique | undefined> {
    const [rosters, stored] = await Promise.all([this.#rosters(slug), this.#store.communique(slug, number)]);
    return stored && published(stored, rosters);
  }

  /** All that an outsider needs; `undefined` until the log holds the release and every roster. `[OPEN-1]` */
  async evidence(slug: string, number: number): Promise<Communique | undefined> {
    const communique = await this.communique(slug, number);
    const checkpoint = await this.#log.checkpoint();
    if (communique === undefined || checkpoint === undefined) return undefined;
    const { release, consents, placements } = communique.submission;
    const { size, note } = checkpoint;
    const releaseLogged = await this.#place(releaseDigest(release), size);
    const rosters: Communique['rosters'][number][] = [];
    for (const signed of await this.#rosters(slug)) {
      const logged = await this.#place(rosterDigest(signed.roster), size);
      if (logged === undefined) return undefined;
      rosters.push({ signed, logged });
      if (isSameRoster(signed, { roster: communique.roster })) break;
    }
    const openings: OpeningEvidence[] = [];
    for (const placement of placements) {
      const logProof = await this.#log.inclusion(placement.logIndex, size);
      if (logProof === undefined) return undefined;
      openings.push({ ...placement, logProof });
    }
    return releaseLogged && { release, releaseLogged, consents, rosters, openings, checkpoint: note };
  }

  async #place(digest: Uint8Array, size: number): Promise<Communique['releaseLogged'] | undefined> {
    const index = await this.#store.digestIndex(digest);
    const proof = index === undefined ? undefined : await this.#log.inclusion(index, size);
    return index === undefined || proof === undefined ? undefined : { index, proof };
  }

  async #rosters(slug: string): Promise<readonly SignedRoster[]> {
    const stored = await this.#store.rosters(slug);
    return stored.map(({ bytes }) => decode(signedRosterCodec, bytes, SIGNED_ROSTER_BYTES_MAX));
  }
}

function published(
  { number, publishedAt, bytes }: { number: number; publishedAt: number; bytes: Uint8Array },
  rosters: readonly SignedRoster[],
): PublishedCommunique {
  const submission = decode(submissionCodec, bytes, SUBMISSION_BYTES_MAX);
  const { rosterDigest: named } = submission.release.disclosure;
  const signed = rosters.find(({ roster }) => equal(rosterDigest(roster), named));
  if (signed === undefined) throw new Error('a communiqué of a roster that is not kept');
  return { number, publishedAt, submission, roster: signed.roster };
}

function isSameRoster(a: Pick<SignedRoster, 'roster'>, b: Pick<SignedRoster, 'roster'>): boolean {
  return equal(rosterDigest(a.roster), rosterDigest(b.roster));
}

async function refusing<T>(
  code: 'ROSTER_REFUSED' | 'CONSENT_REFUSED' | 'OPENING_REFUSED',
  check: () => Promise<T>,
): Promise<T> {
  try {
    return await check();
  } catch (cause) {
    if (cause instanceof DisclosureError) throw new Refused(code, { cause });
    throw cause;
  }
}
