import { readSigned } from '../../client/disclosure/roster-desk.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { ROSTER_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { type Roster, rosterCodec } from '../../protocol/disclosure/roster.ts';
import { type RosterSlice, rosterInForce } from '../../records/roster/roster-slice.ts';
import type { IdText } from '../../records/timeline.ts';

/** A list of the parties that may consent for the process, as the public will read it. */
export interface RosterView {
  readonly digest: IdText;
  readonly processName: string;
  /** How many of them a text needs. */
  readonly quorum: number;
  readonly parties: readonly RosterPartyView[];
}

export interface RosterPartyView {
  /** `null` for a party of the process that has no place in this room. */
  readonly party: IdText | null;
  /** What the public reads; without one the party is only counted. */
  readonly label: string | undefined;
}

/** The process's public space. */
export interface SpaceView extends RosterView {
  readonly slug: string;
  readonly link: string;
}

export function spaceView(rosters: RosterSlice, venue: string): SpaceView | undefined {
  const inForce = rosterInForce(rosters);
  if (inForce === undefined) return undefined;
  const { slug, digest, parties } = inForce;
  return {
    slug,
    link: new URL(`/p/${slug}`, venue).href,
    ...rosterView(digest, readSigned(inForce).roster, parties),
  };
}

export function rosterDraftView({ draft }: RosterSlice): RosterView | undefined {
  return draft === null
    ? undefined
    : rosterView(draft.digest, decode(rosterCodec, draft.roster, ROSTER_BYTES_MAX), draft.parties);
}

function rosterView(
  digest: IdText,
  { processName, quorum, consentKeys }: Roster,
  parties: readonly (IdText | null)[],
): RosterView {
  return {
    digest,
    processName,
    quorum,
    parties: consentKeys.map(({ label }, index) => ({ party: parties[index] ?? null, label })),
  };
}
