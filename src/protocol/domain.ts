import { utf8 } from '../base/bytes.ts';

/**
 * `D("x")`: what every hash, signature and key derivation of ours begins with, or has as its `info`.
 * No domain serves two purposes, so nothing made for one can be passed off as another.
 */
export function domain(name: string): Uint8Array {
  return utf8(`pourparler/v1/${name}\0`);
}
