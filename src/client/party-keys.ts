import { equal } from '../base/bytes.ts';
import { type Epoch, idText } from '../base/ids.ts';
import type { CharterParty, CharterSeat } from '../protocol/charter/charter.ts';
import { keyPair, publicKey } from '../protocol/crypto/x25519.ts';
import { openPartyKey, sealPartyKey } from '../protocol/seal/party-key.ts';
import type { SeatKeys } from '../protocol/seal/seat-keys.ts';
import type { ContentOf } from '../records/registry.ts';
import type { Device } from './device.ts';
import { renewingShareKey } from './group/charter-edits.ts';
import type { Committer } from './group/committer.ts';
import { type EpochState, partyIn, seatIn, seatsOf } from './group/epoch-state.ts';
import type { HeldKeys } from './held-keys.ts';
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
 * stay after a removal. The private half goes to the party's present seats in an entry; nobody else can open that.
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

  async #receive({ party, halves }: PartyKeyContent): Promise<void> {
    const { identity, keys, held } = this.#of;
    for (const { seat, generation, sealed } of halves) {
      if (!equal(seat, identity.seat) || held.half(generation) !== undefined) continue;
      const of = { channel: identity.channel, party, generation, seat };
      const secret = await openPartyKey(of, keys.static.secret, sealed);
      if (secret !== undefined && (await this.#fits(secret, party, generation))) await held.keepHalf(generation, secret);
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
    const committed = await this.#of.committer.commit((now) => {
      if (!this.#isRenewalDue(now)) return undefined;
      return { charter: renewingShareKey(now.charter, this.#party(now).party, renewed.publicKey) };
    }, () => ({ kind: 'share-key', content: renewed.secret }));
    if (committed === undefined) return;
    await this.#of.held.keepHalf(this.#party(committed.made.next).shareKeyGeneration, renewed.secret);
    await this.#of.committer.forget();
  }

  /** The half was lost with a device that stopped in between: it stands beside the pending commit. */
  async recover(secret: Uint8Array): Promise<void> {
    const { state } = this.#of.record.parts;
    if (state === undefined) return;
    const { shareKey, shareKeyGeneration } = this.#party(state);
    if (equal(await publicKey(secret), shareKey)) await this.#of.held.keepHalf(shareKeyGeneration, secret);
  }

  #isRenewalDue(state: EpochState): boolean {
    const party = this.#party(state);
    const { held, record } = this.#of;
    if (held.half(party.shareKeyGeneration) === undefined) return this.#isNewcomer(state);
    // Somebody left since the key was last passed on.
    const passedOn = record.room.partyKeys[idText(party.party)];
    const left = Object.values(record.room.room.seats).some(
      (seat) => seat.party === idText(party.party) && seat.leftAt !== null && seat.leftAt > (passedOn?.position ?? 0),
    );
    return left && this.#isEldest(state);
  }

  /** Admitted after the key was made: nobody has passed it on to this seat, so a new one is made. */
  #isNewcomer(state: EpochState): boolean {
    const own = seatIn(state.charter, this.#of.identity.seat);
    return seatsOf(state.charter, own.party).length > 1;
  }

  /** One of those who stay does it, and all know which. */
  #isEldest(state: EpochState): boolean {
    const own = seatIn(state.charter, this.#of.identity.seat);
    return equal((seatsOf(state.charter, own.party)[0] as CharterSeat).seat, own.seat);
  }

  async #passOnIfDue(): Promise<void> {
    const { record, held, identity, post } = this.#of;
    const { state } = record.parts;
    if (state === undefined) return;
    const party = this.#party(state);
    const half = held.half(party.shareKeyGeneration);
    const fellows = seatsOf(state.charter, party.party).filter(({ seat }) => !equal(seat, identity.seat));
    if (half === undefined || fellows.length === 0) return;
    const passedOn = record.room.partyKeys[idText(party.party)];
    if (passedOn !== undefined && passedOn.generation >= party.shareKeyGeneration) return;
    const halves = (await Promise.all(fellows.map((seat) => this.#halvesFor(party, seat)))).flat();
    await post({ party: party.party, generation: party.shareKeyGeneration, halves });
  }

  /** The newest, and of the older ones those under which entries were sealed that the fellow may read. */
  async #halvesFor(party: CharterParty, fellow: CharterSeat): Promise<PartyKeyContent['halves']> {
    const { held, identity } = this.#of;
    const { seat, staticKey } = fellow;
    const due = held.shareKeys.filter(
      ({ generation }) => generation === party.shareKeyGeneration || this.#mayHave(fellow.readsFrom, generation),
    );
    return await Promise.all(
      due.map(async ({ generation, secret }) => {
        const of = { channel: identity.channel, party: party.party, generation, seat };
        return { seat, generation, sealed: await sealPartyKey(of, staticKey, secret) };
      }),
    );
  }

  /** Whether entries of an epoch from `readsFrom` on were sealed to this generation, as the record's timeline tells. */
  #mayHave(readsFrom: Epoch, generation: number): boolean {
    const { record } = this.#of;
    const start = record.parts.epochStarts.get(readsFrom);
    if (start === undefined) return false;
    const renewals = record.room.timeline.filter(
      (item) => item.kind === 'party-key-renewed' && item.generation === generation + 1,
    );
    // Renewed before the fellow's first epoch: nothing that it may read was sealed to it.
    return renewals.every(({ position }) => position > start.position);
  }

  #party(state: EpochState): CharterParty {
    return partyIn(state.charter, seatIn(state.charter, this.#of.identity.seat).party);
  }
}
