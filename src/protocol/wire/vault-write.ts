import { concat, uint64 } from '../../base/bytes.ts';
import { sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';

/** What a vault item's write key signs: `D("vault/write") ‖ id ‖ u64(version) ‖ H(sealed)`. */
export function vaultWriteStatement(id: Uint8Array, version: number, sealed: Uint8Array): Uint8Array {
  return concat(domain('vault/write'), id, uint64(version), sha256(sealed));
}
