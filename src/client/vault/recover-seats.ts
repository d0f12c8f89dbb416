import { openVaultItem, type VaultItem } from '../../protocol/joining/vault-item.ts';
import { vaultItemKeys, verifyVaultWrite } from '../../protocol/joining/vault-keys.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import { deriveSeatKeys } from '../../protocol/seal/seat-keys.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import { ChannelKeys } from '../group/channel-keys.ts';
import { HeldKeys } from '../held-keys.ts';
import { Keyring } from '../keyring.ts';
import { ChannelRecord } from '../record/channel-record.ts';
import { keepRecord } from '../record/keep-record.ts';
import { encodeIdentity, type SeatIdentity, seatKeys } from '../seat-identity.ts';

/** A seat that was begun and never written leaves a gap; more than this in a row are the end. */
const ABSENT_IN_A_ROW_MAX = 8;

export interface RecoveredSeat {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  /** What makes it this device's seat, to be written in one with whose seats they are. */
  readonly rows: Readonly<Record<string, Uint8Array>>;
}

/**
 * Finds a person's seats on a venue by their vault key. Each item is asked for by itself, by an id that says nothing
 * of the others. `[VAULT-1]`
 *
 * No seat is on the device before its rows are written: a device that stops in between would open with some of them, as
 * those of somebody else.
 */
export async function recoverSeats(
  device: Device,
  of: { readonly vault: Uint8Array; readonly venue: string },
): Promise<readonly RecoveredSeat[]> {
  const http = new VenueHttp(of.venue);
  const { origin } = await http.describe();
  const found: RecoveredSeat[] = [];
  for (let index = 0, absent = 0; absent < ABSENT_IN_A_ROW_MAX; index++) {
    const item = await fetchItem(http, of.vault, index);
    if (item === undefined) {
      absent += 1;
      continue;
    }
    absent = 0;
    if (item.venue !== origin) throw new ClientError('WRONG_VENUE', `this seat is at ${item.venue}`);
    found.push(await takeUp(device, item, { venue: of.venue, origin, vaultIndex: index }));
  }
  return found;
}

async function fetchItem(http: VenueHttp, vault: Uint8Array, index: number): Promise<VaultItem | undefined> {
  const keys = await vaultItemKeys(vault, index);
  const answer = await http.vaultItem(keys.id);
  if (answer === undefined) return undefined;
  const item = (await verifyVaultWrite(keys, answer)) ? await openVaultItem(keys, answer.sealed) : undefined;
  if (item === undefined) throw new ClientError('VENUE_MISBEHAVED', 'the venue hands out a vault item that is none');
  return item;
}

async function takeUp(
  device: Device,
  item: VaultItem,
  at: { readonly venue: string; readonly origin: string; readonly vaultIndex: number },
): Promise<RecoveredSeat> {
  const { channel, seat, seatSecret } = item;
  const identity: SeatIdentity = { version: 1, channel, seat, seatSecret, ...at };
  const held = await HeldKeys.open(device.storage, seatKeys(channel).held);
  for (const { generation, secret } of item.shareKeys) await held.keepHalf(generation, secret);
  if (item.consentKey !== undefined) await held.keepConsentKey(item.consentKey);
  const record = ChannelRecord.begin(
    { ...device, channel, seat, keys: await deriveSeatKeys(seatSecret, channel) },
    {
      frontier: new Frontier(),
      keyring: new Keyring(item.recordSecrets.map(({ epoch, recordSecret }) => [epoch, recordSecret])),
      channelKeys: new ChannelKeys(item.channelKeys),
      anchor: item.anchor,
    },
  );
  const rows = {
    [seatKeys(channel).identity]: encodeIdentity(identity),
    [seatKeys(channel).checkpoint]: keepRecord(device.mls, record.parts),
  };
  return { identity, record, rows };
}
