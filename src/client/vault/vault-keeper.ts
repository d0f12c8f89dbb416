import type { Randomness } from '../../base/ports.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import type { Anchor } from '../../protocol/joining/anchor.ts';
import { sealVaultItem } from '../../protocol/joining/vault-item.ts';
import { signVaultWrite, type VaultItemKeys } from '../../protocol/joining/vault-keys.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { HeldKeys } from '../held-keys.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { SeatIdentity } from '../seat-identity.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { SeatSession } from '../session/seat-session.ts';

export interface VaultKeeperOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly held: HeldKeys;
  readonly keys: VaultItemKeys;
  readonly random: Randomness;
}

/**
 * Keeps this seat's vault item as new as its keys: what a new phone and the phrase will start from.
 *
 * Versions are the record's cursor and a count, so that a device of the past is not taken for the newest. `[VAULT-2]`
 */
export class VaultKeeper {
  readonly #of: VaultKeeperOf;
  readonly #queue = new SerialQueue();
  /** Asked for and not yet begun: whoever asks meanwhile waits for the same one. */
  #next: Promise<void> | undefined;
  #lastVersion = 0;

  constructor(of: VaultKeeperOf) {
    this.#of = of;
  }

  /** Resolves when the vault holds every key of now. Asked for whenever keys changed; writes follow each other. */
  write(): Promise<void> {
    this.#next ??= this.#queue.run(async () => {
      this.#next = undefined;
      await this.#writeOnce();
    });
    return this.#next;
  }

  async #writeOnce(): Promise<void> {
    const { identity, record, session, held, keys, random } = this.#of;
    const { state, keyring, channelKeys } = record.parts;
    // While the record stands still: its head and its epoch are of one moment.
    const known = await session.undisturbed(async () => anchorOf(record));
    if (state === undefined || known === undefined) return;
    const { rule } = state.charter.groundRules;
    const version = Math.max(record.cursor * 1_000, this.#lastVersion + 1);
    const item = {
      version,
      seat: identity.seat,
      seatSecret: identity.seatSecret,
      channel: identity.channel,
      venue: identity.origin,
      channelKeys: channelKeys.from(0),
      // Off-the-record keys die with the devices that hold them. [VAULT-3]
      recordSecrets: rule === 'off the record' ? [] : keyring.from(0),
      shareKeys: held.shareKeys,
      anchor: known,
      consentKey: held.consentKey,
    };
    const sealed = await sealVaultItem(keys, item, { rule, random });
    const signature = await signVaultWrite(keys, version, sealed);
    const connection = await session.connection();
    try {
      await connection.do({
        kind: 'vault-put',
        id: keys.id,
        version,
        writeKey: keys.write.publicKey,
        signature,
        sealed,
      });
      this.#lastVersion = version;
    } catch (error) {
      if (!(error instanceof ClientError) || error.detail['code'] !== 'VAULT_STALE') throw error;
      const there = await new VenueHttp(identity.venue).vaultItem(keys.id);
      // This device wrote before it was started: it goes on counting from there. What it would write is newer.
      if (there === undefined || there.version < version || this.#lastVersion >= there.version) throw error;
      this.#lastVersion = there.version;
      await this.#writeOnce();
    }
  }
}

function anchorOf({ head, parts }: ChannelRecord): Anchor | undefined {
  const { state } = parts;
  return state && { ...head, epoch: state.epoch, charterDigest: sha256(state.charterBytes) };
}
