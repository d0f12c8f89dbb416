import { type Decoded, encode } from '../codec/codec.ts';
import { bytes, fixed, list, struct, uint } from '../codec/shapes.ts';
import { SALT_BYTES } from '../commitment/commitment.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { disclosureCodec } from './disclosure.ts';
import { CLAIMS_MAX, PAYLOAD_BYTES_MAX, PAYLOADS_BYTES_MAX } from './limits.ts';
import { refined } from './refined.ts';

const openedCodec = struct('opened entry', {
  payload: bytes('payload', { min: 1, max: PAYLOAD_BYTES_MAX }),
  salt: fixed('salt', SALT_BYTES),
});
/** What was committed to: whoever has both can recompute the commitment. */
export type OpenedEntry = Decoded<typeof openedCodec>;

/**
 * A disclosure, and what makes its claims provable: one opened entry a claim, in order.
 *
 * Making one is the point of no return: from here on the opened texts can be proven to anyone.
 */
export const releaseCodec = refined(
  struct('release', {
    version: uint<1>('version', { min: 1, max: 1 }),
    disclosure: disclosureCodec,
    opened: list('opened', openedCodec, { max: CLAIMS_MAX }),
  }),
  ({ disclosure, opened }) => {
    if (opened.length !== disclosure.claims.length) return 'not one opened entry for each claim';
    const size = opened.reduce((sum, { payload }) => sum + payload.length, 0);
    return size > PAYLOADS_BYTES_MAX ? 'payloads too long together' : undefined;
  },
);
export type Release = Decoded<typeof releaseCodec>;

/** What the log carries, and what the second signature is over. */
export function releaseDigest(release: Release): Uint8Array {
  return sha256(domain('release'), encode(releaseCodec, release));
}
