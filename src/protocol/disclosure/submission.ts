import type { Decoded } from '../codec/codec.ts';
import { list, struct } from '../codec/shapes.ts';
import { consentSignaturesCodec } from './consent.ts';
import { CLAIMS_MAX, PARTIES_MAX, RELEASE_BYTES_MAX } from './limits.ts';
import { placementCodec } from './opening.ts';
import { refined } from './refined.ts';
import { releaseCodec } from './release.ts';

/**
 * What a venue is given to publish: `POST /api/v1/spaces/<slug>/communiques`.
 *
 * The venue checks it with `checkConsents`, `checkOpened` and `placedBeat`, logs the release's digest, and makes the
 * communiqué file from it at a checkpoint that covers them all.
 */
export const submissionCodec = refined(
  struct('submission', {
    release: releaseCodec,
    consents: list('consents', consentSignaturesCodec, { min: 1, max: PARTIES_MAX }),
    placements: list('placements', placementCodec, { max: CLAIMS_MAX }),
  }),
  ({ release, placements }) =>
    placements.length === release.disclosure.claims.length ? undefined : 'not one placement for each claim',
);
export type Submission = Decoded<typeof submissionCodec>;

/** The release, 64 signatures by two, and 64 placements of at most 2.1 KiB. */
export const SUBMISSION_BYTES_MAX = RELEASE_BYTES_MAX + 256 * 1024;
