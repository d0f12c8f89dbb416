import { verify } from '../../protocol/crypto/ed25519.ts';
import type { ClientMessage } from '../../protocol/wire/client-message.ts';
import type { VaultAnswer } from '../../protocol/wire/http-bodies.ts';
import { vaultWriteStatement } from '../../protocol/wire/vault-write.ts';
import type { VenueMessage } from '../../protocol/wire/venue-message.ts';
import { Refused } from '../refused.ts';
import type { VaultStore } from '../store/store.ts';

/**
 * What a lost device's owner comes back with. Items are written over the connection of the channel that they belong
 * to, and have nothing in common that would join a person's seats. `[VAULT-1]`
 */
export class Vault {
  readonly #store: VaultStore;

  constructor(store: VaultStore) {
    this.#store = store;
  }

  /** Keeps the newest version, by the key of the first write. `[VAULT-2]` */
  async put(write: Extract<ClientMessage, { kind: 'vault-put' }>): Promise<VenueMessage> {
    const { id, version, writeKey, signature, sealed } = write;
    const isSigned = await verify(writeKey, signature, vaultWriteStatement(id, version, sealed));
    if (!isSigned) throw new Refused('VAULT_WRITE_REFUSED');
    const outcome = await this.#store.putVaultItem(id, { writeKey, version, signature, sealed });
    if (outcome === 'other-key') throw new Refused('VAULT_WRITE_REFUSED');
    if (outcome === 'stale') throw new Refused('VAULT_STALE');
    return { kind: 'done' };
  }

  async read(id: Uint8Array): Promise<VaultAnswer> {
    const item = await this.#store.vaultItem(id);
    if (item === undefined) throw new Refused('VAULT_UNKNOWN');
    const { version, signature, sealed } = item;
    return { version, signature, sealed };
  }
}
