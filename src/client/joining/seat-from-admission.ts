import { equal } from '../../base/bytes.ts';
import { findSeat } from '../../protocol/charter/charter.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import type { Admission } from '../../protocol/joining/admission.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import { MlsError } from '../../protocol/mls/mls-error.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import { ChannelKeys } from '../group/channel-keys.ts';
import { type EpochState, enterEpoch, partyIn, seatIn, seatsOf } from '../group/epoch-state.ts';
import { rememberPending } from '../group/pending-handshake.ts';
import { HeldKeys } from '../held-keys.ts';
import { Keyring } from '../keyring.ts';
import { ChannelRecord } from '../record/channel-record.ts';
import { keepRecord } from '../record/keep-record.ts';
import { encodeIdentity, type SeatIdentity, seatKeys } from '../seat-identity.ts';
import { type GuestPapers, papersKey } from './guest-papers.ts';

/**
 * Takes the seat that an admission offers, after checking that it is the one that was knocked for: this channel, these
 * keys. Everything is kept before anything is sent. Throws `ADMISSION_BROKEN`.
 */
export async function seatFromAdmission(
  device: Device,
  of: { readonly papers: GuestPapers; readonly admission: Admission; readonly vaultIndex: number },
): Promise<{ readonly identity: SeatIdentity; readonly record: ChannelRecord }> {
  const { papers, admission, vaultIndex } = of;
  const { link, seat, seatSecret, keys } = papers;
  const { channel, venue } = link;
  const state = await joined(device, papers, admission);
  const secret = admission.channelKeys.at(-1);
  if (secret?.generation !== state.charter.channelKeyGeneration) throw broken('without the channel key of now');

  const { origin } = await new VenueHttp(venue).describe();
  const identity: SeatIdentity = { version: 1, channel, seat, seatSecret, venue, origin, vaultIndex };
  await keepFirstShareKey(device, papers, state);
  const expected = { where: { position: admission.handshake }, next: state, secret };
  await rememberPending(device, identity, expected);
  const keyring = new Keyring(admission.recordSecrets.map(({ epoch, recordSecret }) => [epoch, recordSecret]));
  const record = ChannelRecord.begin(
    { ...device, channel, seat, keys },
    { frontier: edgeOf(admission), keyring, channelKeys: new ChannelKeys(admission.channelKeys) },
  );
  // Together: a device that is stopped here goes on as this seat, with what it was given, or asks for it once more.
  await device.storage.write({
    put: {
      [seatKeys(channel).identity]: encodeIdentity(identity),
      [seatKeys(channel).checkpoint]: keepRecord(device.mls, record.parts),
    },
    remove: [papersKey(papers)],
  });
  return { identity, record };
}

async function joined(device: Device, papers: GuestPapers, admission: Admission): Promise<EpochState> {
  const { mls } = device;
  let state: EpochState;
  try {
    ({ state } = await enterEpoch(mls, await mls.joinByWelcome(admission.welcome, papers.mlsDevice)));
  } catch (cause) {
    if (cause instanceof MlsError || cause instanceof CodecError) throw broken('that seats nobody', cause);
    throw cause;
  }
  if (!equal(mls.channelId(state.group), papers.link.channel)) throw broken('to another channel');
  const own = seatIn(state.charter, papers.seat);
  const isOurs =
    equal(own.signKey, papers.keys.sign.publicKey) &&
    equal(own.staticKey, papers.keys.static.publicKey) &&
    equal(own.accessKey, papers.keys.access.publicKey);
  if (!isOurs) throw broken('for other keys');
  const host = findSeat(state.charter, own.vouchedBy);
  if (host?.role !== 'steward' || !equal(host.staticKey, papers.link.stewardKey)) throw broken('by somebody else');
  const party = partyIn(state.charter, own.party);
  // Whoever knew the half of a party's first key would hold its share in all that is said from here on.
  const isFirst = seatsOf(state.charter, own.party).length === 1;
  if (isFirst && !equal(party.shareKey, papers.shareKey.publicKey)) throw broken('with a share key of others');
  return state;
}

/** The first seat of a party made the party's share key when it knocked. */
async function keepFirstShareKey(
  device: Device,
  { link, seat, shareKey }: GuestPapers,
  state: EpochState,
): Promise<void> {
  const party = partyIn(state.charter, seatIn(state.charter, seat).party);
  if (!equal(party.shareKey, shareKey.publicKey)) return;
  const held = await HeldKeys.open(device.storage, seatKeys(link.channel).held);
  await held.keepHalf(party.shareKeyGeneration, shareKey.secret);
}

function edgeOf({ frontierSize, frontier, firstPosition }: Admission): Frontier {
  if ((frontierSize as number) !== (firstPosition as number)) throw broken('whose record begins elsewhere');
  try {
    return new Frontier(frontierSize, frontier);
  } catch (cause) {
    throw broken('with a frontier that is none', cause);
  }
}

function broken(what: string, cause?: unknown): ClientError {
  return new ClientError('ADMISSION_BROKEN', `an admission ${what}`, { cause });
}
