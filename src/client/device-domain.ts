import { utf8 } from '../base/bytes.ts';

/** The one key from which all keys of a device's storage come, and which its lock gives out. */
export const DEVICE_KEY_BYTES = 32;

/**
 * As the protocol's `domain`, for what one device does with its own keys: nobody else reads these formats, they may
 * change with a version of the engine, and `docs/protocol.md` says nothing of them. No name here serves two purposes.
 */
export function deviceDomain(name: string): Uint8Array {
  return utf8(`pourparler/device/v1/${name}\0`);
}
