import { decodeGroupState, encodeGroupState } from 'ts-mls';
import { GROUP_STATE_BYTES_MAX } from '../limits.ts';
import type { GroupState } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { clientConfig } from './client-config.ts';
import { groupFault } from './group-profile.ts';
import { fromState, toState } from './opaque-state.ts';

/** Secrets in clear: for an encrypted store only. */
export function serialise(state: GroupState): Uint8Array {
  return encodeGroupState(fromState(state));
}

export function deserialise(bytes: Uint8Array): GroupState {
  if (bytes.length > GROUP_STATE_BYTES_MAX) throw new MlsError('BAD_STATE', `${bytes.length} bytes`);
  const copy = Uint8Array.from(bytes);
  let decoded: ReturnType<typeof decodeGroupState>;
  try {
    decoded = decodeGroupState(copy, 0);
  } catch (cause) {
    throw new MlsError('BAD_STATE', 'not a group state', { cause });
  }
  if (decoded === undefined || decoded[1] !== copy.length) throw new MlsError('BAD_STATE', 'not a group state');
  const fault = groupFault(decoded[0].ratchetTree, decoded[0].groupContext);
  if (fault !== undefined) throw new MlsError('BAD_STATE', fault);
  return toState({ ...decoded[0], clientConfig });
}
