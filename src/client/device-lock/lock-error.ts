import { CodedError } from '../../base/coded-error.ts';

export type LockErrorCode = 'NOT_ITS_DEVICE_KEY'; // a key was to be added for another device key than the lock's

/** What a caller of `device-lock/` did wrong. What a person typed, or a disk gave, is answered and never thrown. */
export class LockError extends CodedError<LockErrorCode> {}
