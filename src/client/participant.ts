import { composed } from '../base/composed.ts';
import { type ChannelId, idText, type Position } from '../base/ids.ts';
import { fromBase64Url } from '../base/text-encodings.ts';
import { decode, encode } from '../protocol/codec/codec.ts';
import { fixed, struct, uint } from '../protocol/codec/shapes.ts';
import { keyPair as x25519KeyPair } from '../protocol/crypto/x25519.ts';
import { RECOVERY_ENTROPY_BYTES } from '../protocol/joining/limits.ts';
import { recoveryPhrase } from '../protocol/joining/recovery-phrase.ts';
import { vaultItemKeys, vaultKey } from '../protocol/joining/vault-keys.ts';
import { Frontier } from '../protocol/merkle/frontier.ts';
import { deriveSeatKeys, SEAT_SECRET_BYTES } from '../protocol/seal/seat-keys.ts';
import { isElement } from '../protocol/token/element.ts';
import { channelCreation } from '../protocol/wire/http-bodies.ts';
import { ClientError } from './client-error.ts';
import { VenueHttp } from './connection/venue-http.ts';
import type { Device } from './device.ts';
import { type ChannelTerms, FIRST_SHARE_KEY_GENERATION, firstCharter } from './founding/first-charter.ts';
import { ChannelKeys } from './group/channel-keys.ts';
import { foundGroup, newChannelId, newSeatId } from './group/found-group.ts';
import { recallPending, rememberPending } from './group/pending-handshake.ts';
import { HeldKeys } from './held-keys.ts';
import { decodePapers, GUESTS_PREFIX, type GuestPapers, papersKey } from './joining/guest-papers.ts';
import { awaitAdmission, type Introduction, knockAt } from './joining/knock-at.ts';
import { seatFromAdmission } from './joining/seat-from-admission.ts';
import { Keyring } from './keyring.ts';
import { VenueLog } from './log-watch/venue-log.ts';
import { PARTICIPANT_KEY } from './participant-key.ts';
import { ChannelRecord } from './record/channel-record.ts';
import { restoreRecord } from './record/keep-record.ts';
import { recordKeys } from './record/record-keys.ts';
import { Seat } from './seat.ts';
import { decodeIdentity, encodeIdentity, SEATS_PREFIX, type SeatIdentity, seatKeys } from './seat-identity.ts';
import { recoverSeats } from './vault/recover-seats.ts';

const participantCodec = struct('participant', {
  version: uint('version', { min: 1, max: 1 }),
  entropy: fixed('recovery entropy', RECOVERY_ENTROPY_BYTES),
  nextVaultIndex: uint('next vault index'),
});

export interface ChannelFounding extends ChannelTerms {
  /** Where the venue answers. */
  readonly venue: string;
  readonly convenerToken: Uint8Array;
}

/** Throws `VENUE_MISBEHAVED`. */
function readIssuerKey(text: string): Uint8Array {
  const key = fromBase64Url(text);
  if (key !== undefined && isElement(key)) return key;
  throw new ClientError('VENUE_MISBEHAVED', 'the venue names no key that tokens could be asked of');
}

/** The founding is the first item of every record. */
const FOUNDING_POSITION = 0 as Position;

/** A person on one device: the recovery phrase, and the seats that it has. */
export class Participant {
  readonly #device: Device;
  readonly #entropy: Uint8Array;
  #nextVaultIndex: number;
  readonly #seats = new Map<string, Seat>();
  /** By the venue's origin. */
  readonly #logs = new Map<string, VenueLog>();

  private constructor(device: Device, of: { entropy: Uint8Array; nextVaultIndex: number }) {
    this.#device = device;
    this.#entropy = of.entropy;
    this.#nextVaultIndex = of.nextVaultIndex;
  }

  /** The person whom this device knows; a new one if it knows none. Their seats are opened and go on. */
  static async open(device: Device): Promise<Participant> {
    const kept = await device.storage.get(PARTICIPANT_KEY);
    if (kept === undefined) {
      const participant = new Participant(device, {
        entropy: device.random(RECOVERY_ENTROPY_BYTES),
        nextVaultIndex: 0,
      });
      await participant.#write();
      return participant;
    }
    const participant = new Participant(device, decode(participantCodec, kept, 1_024));
    for (const [key, value] of await device.storage.list(SEATS_PREFIX)) {
      if (key.endsWith('/identity')) await participant.#reopen(decodeIdentity(value));
    }
    return participant;
  }

  /**
   * A whole participant again, from the phrase alone, on a device that knows nobody. Each seat rejoins its channel,
   * visibly, and takes the place of the device that was lost; one that was removed meanwhile is left out. What is cut
   * short goes on when the device is opened again. Throws `PHRASE_WITHOUT_SEATS`.
   */
  static async recover(device: Device, entropy: Uint8Array, venue: string): Promise<Participant> {
    const found = await recoverSeats(device, { vault: vaultKey(entropy), venue });
    if (found.length === 0) throw new ClientError('PHRASE_WITHOUT_SEATS', 'this venue keeps nothing for this phrase');
    const nextVaultIndex = Math.max(...found.map(({ identity }) => identity.vaultIndex)) + 1;
    const participant = new Participant(device, { entropy, nextVaultIndex });
    await participant.#write(Object.assign({}, ...found.map(({ rows }) => rows)));
    for (const { identity, record } of found) await participant.#take(identity, record, 'seat');
    for (const seat of participant.seats) await participant.#rejoin(seat);
    return participant;
  }

  /** Twelve words. Whoever has them is this person. */
  get phrase(): string {
    return recoveryPhrase(this.#entropy);
  }

  /** The same, as {@link recover} takes it. */
  get entropy(): Uint8Array {
    return this.#entropy.slice();
  }

  /** Those that have left their channel are among them: what they read stays, and their session has ended. */
  get seats(): readonly Seat[] {
    return [...this.#seats.values()];
  }

  seat(channel: ChannelId): Seat | undefined {
    return this.#seats.get(idText(channel));
  }

  /** A new channel with this person as its first seat, and its steward. */
  async foundChannel(founding: ChannelFounding): Promise<Seat> {
    const { random } = this.#device;
    const http = new VenueHttp(founding.venue);
    const { origin, issuerKey } = await http.describe();
    const channel = newChannelId(random);
    const seat = newSeatId(random);
    const seatSecret = random(SEAT_SECRET_BYTES);
    const keys = await deriveSeatKeys(seatSecret, channel);
    const shareKey = await x25519KeyPair(random(32));
    const charter = firstCharter(composed(founding), {
      random,
      seat,
      keys,
      shareKey: shareKey.publicKey,
      issuerKey: readIssuerKey(issuerKey),
    });
    const founded = await foundGroup(this.#device, { signSeed: keys.sign.seed, channel, seat, charter });
    const vaultIndex = await this.#takeVaultIndex();
    const identity: SeatIdentity = { version: 1, channel, seat, seatSecret, venue: founding.venue, origin, vaultIndex };

    const held = await HeldKeys.open(this.#device.storage, seatKeys(channel).held);
    await held.keepHalf(FIRST_SHARE_KEY_GENERATION, shareKey.secret);
    const { state: next, secret } = founded;
    await rememberPending(this.#device, identity, { where: { position: FOUNDING_POSITION }, next, secret });
    const logged = founding.groundRules.rule !== 'off the record';
    const retentionDays = logged ? undefined : founding.groundRules.retentionDays;
    const { convenerToken } = founding;
    await http.post('/api/v1/channels', channelCreation, {
      convenerToken,
      logged,
      retentionDays,
      founding: founded.founding,
    });
    // Only now: a channel that the venue refused leaves no seat behind.
    await this.#device.storage.write({ put: { [seatKeys(channel).identity]: encodeIdentity(identity) } });
    const record = ChannelRecord.begin(
      { ...this.#device, channel, seat, keys },
      { frontier: new Frontier(), keyring: new Keyring(), channelKeys: new ChannelKeys([secret]) },
    );
    const mine = await this.#take(identity, record, 'device');
    await mine.session.untilRead(1);
    return mine;
  }

  /** Asks for a seat. The guest's papers stay on this device until the steward has answered. */
  async knock(link: string, introduction: Introduction): Promise<GuestPapers> {
    return await knockAt(this.#device, link, introduction);
  }

  /** Knocks that wait for an answer. */
  async guests(): Promise<readonly GuestPapers[]> {
    const kept = await this.#device.storage.list(GUESTS_PREFIX);
    return await Promise.all(kept.map(([, value]) => decodePapers(value)));
  }

  /** This guest asks no more: what would open the answer is gone. */
  async forgetGuest(papers: GuestPapers): Promise<void> {
    await this.#device.storage.write({ remove: [papersKey(papers)] });
  }

  /** Waits until the steward has admitted this guest, then takes the seat. */
  async admitted(papers: GuestPapers, signal?: AbortSignal): Promise<Seat> {
    const admission = await awaitAdmission(papers, signal);
    const vaultIndex = await this.#takeVaultIndex();
    const { identity, record } = await seatFromAdmission(this.#device, { papers, admission, vaultIndex });
    const seat = await this.#take(identity, record, 'device');
    await seat.session.untilRead(admission.handshake + 1);
    return seat;
  }

  async close(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.close()));
    this.#seats.clear();
  }

  async #rejoin(seat: Seat): Promise<void> {
    try {
      await seat.rejoin();
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'NOT_SEATED') throw error;
      const { channel } = seat.identity;
      this.#seats.delete(idText(channel));
      await seat.close();
      const { storage } = this.#device;
      const kept = await Promise.all([seatKeys(channel).all, recordKeys(channel).all].map((all) => storage.list(all)));
      await storage.write({ remove: kept.flat().map(([key]) => key) });
    }
  }

  async #reopen(identity: SeatIdentity): Promise<void> {
    const kept = await this.#device.storage.get(seatKeys(identity.channel).checkpoint);
    const keys = await deriveSeatKeys(identity.seatSecret, identity.channel);
    const of = { ...this.#device, channel: identity.channel, seat: identity.seat, keys };
    // Without a checkpoint the device was stopped before it had read anything: the pending handshake says the rest.
    const record =
      kept === undefined
        ? ChannelRecord.begin(of, { frontier: new Frontier(), keyring: new Keyring(), channelKeys: new ChannelKeys() })
        : new ChannelRecord(of, await restoreRecord(this.#device, identity, kept));
    const { phase } = record.parts;
    const pending = await recallPending(this.#device, identity);
    const isSeatedByOthers = pending !== undefined && 'position' in pending.expected.where;
    await this.#take(identity, record, phase !== 'before-joining' || isSeatedByOthers ? 'device' : 'seat');
  }

  async #take(identity: SeatIdentity, record: ChannelRecord, loginAs: 'device' | 'seat'): Promise<Seat> {
    const keys = await vaultItemKeys(vaultKey(this.#entropy), identity.vaultIndex);
    const log = this.#logs.get(identity.origin) ?? new VenueLog(this.#device.storage, identity);
    this.#logs.set(identity.origin, log);
    const seat = await Seat.open(this.#device, { identity, record, vaultKeys: keys, loginAs, log });
    this.#seats.set(idText(identity.channel), seat);
    seat.start();
    return seat;
  }

  async #takeVaultIndex(): Promise<number> {
    const index = this.#nextVaultIndex++;
    await this.#write();
    return index;
  }

  async #write(beside: Readonly<Record<string, Uint8Array>> = {}): Promise<void> {
    const value = encode(participantCodec, {
      version: 1,
      entropy: this.#entropy,
      nextVaultIndex: this.#nextVaultIndex,
    });
    await this.#device.storage.write({ put: { ...beside, [PARTICIPANT_KEY]: value } });
  }
}
