import { EMPTY, uint64 } from '../../base/bytes.ts';
import { type Ed25519KeyPair, keyPair, sign, verify } from '../crypto/ed25519.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { domain } from '../domain.ts';
import { vaultWriteStatement } from '../wire/vault-write.ts';

const VAULT = domain('vault');
const ID = domain('vault/id');
const KEY = domain('vault/key');
const WRITE = domain('vault/write');

/** One item of a vault: one seat. Nothing in it is of another item, or joins two. `[VAULT-1]` */
export interface VaultItemKeys {
  /** 32 bytes: what the venue knows the item by. */
  readonly id: Uint8Array;
  readonly key: Uint8Array;
  readonly write: Ed25519KeyPair;
}

/** From the recovery phrase's entropy. Whoever has it has every item. */
export function vaultKey(recoveryEntropy: Uint8Array): Uint8Array {
  return hkdf(recoveryEntropy, EMPTY, VAULT, 32);
}

/** Items are numbered 0, 1, 2 …: a new phone asks for one after the other until one is absent. */
export async function vaultItemKeys(vault: Uint8Array, index: number): Promise<VaultItemKeys> {
  const derive = (purpose: Uint8Array) => hkdf(vault, uint64(index), purpose, 32);
  return { id: derive(ID), key: derive(KEY), write: await keyPair(derive(WRITE)) };
}

/** What lets the venue replace an older version, and nobody else. `[VAULT-2]` */
export function signVaultWrite(keys: VaultItemKeys, version: number, sealed: Uint8Array): Promise<Uint8Array> {
  return sign(keys.write.seed, vaultWriteStatement(keys.id, version, sealed));
}

/** A device checks what the venue hands out: that it is a version that was once written, not that it is the newest. */
export function verifyVaultWrite(
  keys: VaultItemKeys,
  { version, signature, sealed }: { version: number; signature: Uint8Array; sealed: Uint8Array },
): Promise<boolean> {
  return verify(keys.write.publicKey, signature, vaultWriteStatement(keys.id, version, sealed));
}
