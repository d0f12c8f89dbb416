import { concat, uint64, utf8 } from '../../base/bytes.ts';
import { sha256 } from '../crypto/sha256.ts';

const VAULT_WRITE_DOMAIN = utf8('pourparler/v1/vault/write\0');

/** What a vault item's write key signs: `D("vault/write") ‖ id ‖ u64(version) ‖ H(sealed)`. */
export function vaultWriteStatement(id: Uint8Array, version: number, sealed: Uint8Array): Uint8Array {
  return concat(VAULT_WRITE_DOMAIN, id, uint64(version), sha256(sealed));
}
