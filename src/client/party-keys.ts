import { equal } from '../base/bytes.ts';
import { idText, type SeatId } from '../base/ids.ts';
import type { Charter, CharterParty, CharterSeat } from '../protocol/charter/charter.ts';
import { keyPair, publicKey } from '../protocol/crypto/x25519.ts';
import { openPartyKey, sealPartyKey } from '../protocol/seal/party-key.ts';
import type { SeatKeys } from '../protocol/seal/seat-keys.ts';
import type { ContentOf } from '../records/registry.ts';
import { ClientError } from './client-error.ts';
import type { Device } from './device.ts';
import { renewingShareKey } from './group/charter-edits.ts';
import type { Committer } from './group/committer.ts';
import { type EpochState, partyIn, seatIn, seatsOf } from './group/epoch-state.ts';
import type { HeldKeys, ShareKeyHalf } from './held-keys.ts';
import type { ChannelRecord } from './record/channel-record.ts';
import type { Reading } from './record/reading.ts';
import type { SeatIdentity } from './seat-identity.ts';

type PartyKeyContent = ContentOf<'party-key'>;

export interface PartyKeysOf {
  readonly identity: SeatIdentity;
  readonly keys: SeatKeys;
  readonly record: ChannelRecord;
  readonly committer: Committer;
  readonly held: HeldKeys;
  readonly post: (content: PartyKeyContent) => Promise<unknown>;
}

/**
 * Keeps this seat in possession of its party's share key, and its party's fellow seats too. `[SHARE-3]`
 *
 * A party's key is made by its first seat. When its seats change, one of them renews it: a newcomer at once, those who
 * stay after a removal. The newest private half goes to the party's present seats in an entry, which nobody else can
 * open. Older ones, which open what was sealed before a fellow came, go only where a person says so.
 */
export class PartyKeys {
  readonly #device: Device;
  readonly #of: PartyKeysOf;
  #isTending = false;
  #tendAgain = false;

  constructor(device: Device, of: PartyKeysOf) {
    this.#device = device;
    this.#of = of;
  }

  /** To be told of everything that is read, before what follows from it is done. */
  async observe(reading: Reading): Promise<void> {
    if (reading.kind === 'applied' && reading.entry.kind === 'party-key') {
      await this.#receive(reading.entry.content as PartyKeyContent);
    }
  }

  /** Renews and passes on what is due. Asked for whenever the record was read to its end; harmless when nothing is. */
  async tend(): Promise<void> {
    this.#tendAgain = true;
    if (this.#isTending) return;
    this.#isTending = true;
    try {
      while (this.#tendAgain) {
        this.#tendAgain = false;
        await this.#renewIfDue();
        await this.#passOnIfDue();
      }
    } finally {
      this.#isTending = false;
    }
  }

  /**
   * Gives a fellow seat the older halves that cover what it may read; it can then open its party's share of that.
   * Resolves without anything to give, too. Throws `UNKNOWN_SEAT` for who is no fellow, `NO_SHARE_KEY`.
   */
  async passOnOlder(fellow: SeatId): Promise<void> {
    const { record, held, identity, post } = this.#of;
    const { state } = record.parts;
    if (state === undefined) throw new ClientError('NOT_SEATED', 'this seat is not in the channel');
    const party = this.#party(state);
    const to = seatIn(state.charter, fellow);
    if (!equal(to.party, party.party) || equal(fellow, identity.seat)) {
      throw new ClientError('UNKNOWN_SEAT', 'keys go to other seats of the same party');
    }
    if (held.half(party.shareKeyGeneration) === undefined) {
      throw new ClientError('NO_SHARE_KEY', 'this seat waits for the party’s key itself');
    }
    const older = held.shareKeys.filter(
      ({ generation }) => generation < party.shareKeyGeneration && this.#mayHave(to, party, generation),
    );
    if (older.length === 0) return;
    const halves = await Promise.all(older.map((half) => this.#sealedFor(party, to, half)));
    await post({ party: party.party, generation: party.shareKeyGeneration, halves });
  }

  async #receive({ party, halves }: PartyKeyContent): Promise<void> {
    const { identity, keys, held } = this.#of;
    for (const { seat, generation, sealed } of halves) {
      if (!equal(seat, identity.seat) || held.half(generation) !== undefined) continue;
      const of = { channel: identity.channel, party, generation, seat };
      const secret = await openPartyKey(of, keys.static.secret, sealed);
      if (secret !== undefined && (await this.#fits(secret, party, generation)))
        await held.keepHalf(generation, secret);
    }
  }

  /** The newest one can be held against the charter; older ones only against the shares that they open. */
  async #fits(secret: Uint8Array, party: PartyKeyContent['party'], generation: number): Promise<boolean> {
    const { state } = this.#of.record.parts;
    if (state === undefined) return true;
    const current = partyIn(state.charter, party);
    return current.shareKeyGeneration !== generation || equal(await publicKey(secret), current.shareKey);
  }

  async #renewIfDue(): Promise<void> {
    const { state } = this.#of.record.parts;
    if (state === undefined || !this.#isRenewalDue(state)) return;
    const renewed = await keyPair(this.#device.random(32));
    await this.#of.committer.commit(
      (now) => {
        if (!this.#isRenewalDue(now)) return undefined;
        return { charter: renewingShareKey(now.charter, this.#party(now).party, renewed.publicKey) };
      },
      () => ({ kind: 'share-key', content: renewed.secret }),
    );
  }

  /** Of a renewal of this seat that the room has, with the charter that it made. */
  async keepRenewed(secret: Uint8Array, charter: Charter): Promise<void> {
    const own = seatIn(charter, this.#of.identity.seat);
    await this.#of.held.keepHalf(partyIn(charter, own.party).shareKeyGeneration, secret);
  }

  /**
   * Whoever of the party notices first does it; the others find it done. Nothing is due while its half is only on its
   * way: it comes from whoever made it.
   */
  #isRenewalDue(state: EpochState): boolean {
    const party = this.#party(state);
    const { held, record, identity } = this.#of;
    const { seats } = record.room.room;
    const renewal = this.#renewalsOf(party).at(-1);
    const own = idText(identity.seat);
    const isHeld = held.half(party.shareKeyGeneration) !== undefined;
    if (renewal === undefined) return !isHeld || this.#hasLeftSince(party, -1);
    const isNewer = (seats[own]?.admittedAt ?? 0) > renewal.position;
    const isMakerGone =
      renewal.by === own || seats[renewal.by]?.leftAt !== null || seatsOf(state.charter, party.party).length === 1;
    return isNewer || (!isHeld && isMakerGone) || this.#hasLeftSince(party, renewal.position);
  }

  #hasLeftSince({ party }: CharterParty, position: number): boolean {
    return this.#seatViewsOf(party).some(({ leftAt }) => leftAt !== null && leftAt > position);
  }

  #seatViewsOf(party: CharterParty['party']) {
    return Object.values(this.#of.record.room.room.seats).filter((seat) => seat.party === idText(party));
  }

  /** In the record's order, as far back as this device has read. */
  #renewalsOf({ party }: CharterParty) {
    return this.#of.record.room.timeline.flatMap((item) =>
      item.kind === 'party-key-renewed' && item.party === idText(party) ? [item] : [],
    );
  }

  async #passOnIfDue(): Promise<void> {
    const { record, held, identity, post } = this.#of;
    const { state } = record.parts;
    if (state === undefined) return;
    const party = this.#party(state);
    const half = held.half(party.shareKeyGeneration);
    const fellows = seatsOf(state.charter, party.party).filter(({ seat }) => !equal(seat, identity.seat));
    if (half === undefined || fellows.length === 0 || this.#isOlderThanAFellow(party)) return;
    const passedOn = record.room.partyKeys[idText(party.party)];
    if (passedOn !== undefined && passedOn.generation >= party.shareKeyGeneration) return;
    const newest = { generation: party.shareKeyGeneration, secret: half };
    const halves = await Promise.all(fellows.map((seat) => this.#sealedFor(party, seat, newest)));
    await post({ party: party.party, generation: party.shareKeyGeneration, halves });
  }

  /** Then it is for the newcomer to renew it: nobody passes on a key that opens what was sealed before. `[SHARE-3]` */
  #isOlderThanAFellow(party: CharterParty): boolean {
    const { record, identity } = this.#of;
    const renewal = this.#renewalsOf(party).at(-1);
    const since = renewal?.position ?? record.room.room.seats[idText(identity.seat)]?.admittedAt ?? 0;
    return this.#seatViewsOf(party.party).some(({ leftAt, admittedAt }) => leftAt === null && admittedAt > since);
  }

  async #sealedFor(
    { party }: CharterParty,
    { seat, staticKey }: CharterSeat,
    { generation, secret }: ShareKeyHalf,
  ): Promise<PartyKeyContent['halves'][number]> {
    const of = { channel: this.#of.identity.channel, party, generation, seat };
    return { seat, generation, sealed: await sealPartyKey(of, staticKey, secret) };
  }

  /** Whether it was made after the fellow came, or covers what the fellow was given to read of the time before. */
  #mayHave(fellow: CharterSeat, party: CharterParty, generation: number): boolean {
    const { record } = this.#of;
    const admittedAt = record.room.room.seats[idText(fellow.seat)]?.admittedAt ?? 0;
    const renewals = this.#renewalsOf(party);
    const made = renewals.find((each) => each.generation === generation);
    if (made !== undefined && made.position >= admittedAt) return true;
    const start = record.parts.epochStarts.get(fellow.readsFrom);
    if (start === undefined || start.position >= admittedAt) return false;
    // Renewed before the fellow's first epoch: nothing that it may read was sealed to it.
    return renewals.every((each) => each.generation !== generation + 1 || each.position > start.position);
  }

  #party(state: EpochState): CharterParty {
    return partyIn(state.charter, seatIn(state.charter, this.#of.identity.seat).party);
  }
}
