import { struct } from '../codec/shapes.ts';
import { convenerToken } from '../wire/http-bodies.ts';
import { SIGNED_ROSTER_BYTES_MAX } from './limits.ts';
import { signedRosterCodec } from './roster.ts';
import { slugText } from './slug.ts';

/**
 * `POST /api/v1/spaces`: opens a process's public space under its first roster, or hands in the successor of the one
 * in force there. The venue logs the roster's digest.
 */
export const spaceOpening = struct('space opening', {
  convenerToken,
  slug: slugText('slug'),
  signedRoster: signedRosterCodec,
});

export const SPACE_OPENING_PATH = '/api/v1/spaces';

/** The signed roster, its slug and the token. */
export const SPACE_OPENING_BYTES_MAX = SIGNED_ROSTER_BYTES_MAX + 256;
