import type { Epoch } from '../../base/ids.ts';
import type { Codec } from '../codec/codec.ts';
import { fixed, list, struct, uint } from '../codec/shapes.ts';
import { RECORD_SECRETS_MAX } from './limits.ts';

/** The ability to read one epoch. */
export interface EpochSecret {
  readonly epoch: Epoch;
  readonly recordSecret: Uint8Array;
}

export const recordSecrets: Codec<readonly EpochSecret[]> = list(
  'record secrets',
  struct('epoch secret', { epoch: uint<Epoch>('epoch'), recordSecret: fixed('record secret', 32) }),
  { max: RECORD_SECRETS_MAX },
);
