import { concat, equal, utf8 } from '../../../base/bytes.ts';
import { type EntryId, ID_BYTES, idText, type PartyId, type Position } from '../../../base/ids.ts';
import type { Clock, Randomness } from '../../../base/ports.ts';
import { toHex } from '../../../base/text-encodings.ts';
import type { Device } from '../../../client/device.ts';
import { Participant } from '../../../client/participant.ts';
import type { Seat } from '../../../client/seat.ts';
import { MemoryStorage } from '../../../client/storage/memory-storage.ts';
import { exportStorage } from '../../../client/storage/storage-file.ts';
import { createMls } from '../../../protocol/mls/ts-mls/create-mls.ts';
import { openEntry } from '../../../protocol/seal/open-entry.ts';
import { PAGE_BYTES_MAX } from '../../../protocol/wire/limits.ts';
import { presentSeat } from '../../../records/authority.ts';
import { proposalStanding } from '../../../records/mediators-proposal/proposal-standing.ts';
import type { ChannelScript } from '../language/head.ts';
import type { Script } from '../script.ts';
import { seenEntries } from '../seen-entry.ts';
import type { CastMember, CastSeat, Knocker } from './cast.ts';
import { engineDisclosure } from './engine-disclosure.ts';
import type { Actor } from './performance.ts';
import { RehearsalError } from './rehearsal-error.ts';
import type { StageVenue } from './stage-venue.ts';

const INVITATION_MS = 60 * 60 * 1000;

const random: Randomness = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A real engine for each person of the script, as on a device that forgets everything with this process. */
export async function assembleCast(
  script: Script,
  clock: Clock,
  venue: Pick<StageVenue, 'release'>,
): Promise<ReadonlyMap<string, Actor>> {
  const mls = await createMls();
  // A party has one id in all channels of a process, as the app gives it.
  const parties: Parties = new Map(
    [...script.parties.values()].map((party) => [party.name, { ...party, party: random(ID_BYTES) as PartyId }]),
  );
  const actors = [...script.people].map(async ([name, person]) => {
    // A script's clock stands still between its steps: nothing can wait by it.
    const device: Device = {
      mls,
      clock,
      random,
      storage: new MemoryStorage(),
      unattributedDelayMs: 0,
      periodSettlesMs: 500,
    };
    const member = castMember(await Participant.open(device), device, { parties, venue });
    return [name, { name, person, member, seats: new Map() }] as const;
  });
  return new Map(await Promise.all(actors));
}

type Parties = ReadonlyMap<string, { readonly name: string; readonly secretariat: boolean; readonly party: PartyId }>;

interface Scene {
  readonly parties: Parties;
  readonly venue: Pick<StageVenue, 'release'>;
}

function castMember(participant: Participant, device: Device, scene: Scene): CastMember {
  const { parties } = scene;
  return {
    async found(channel, own, seated, { url, convenerToken }) {
      const founding = {
        venue: url,
        convenerToken,
        title: channel.title,
        purpose: channel.purpose,
        groundRules: groundRulesOf(channel),
        parties: seated.flatMap((name) => parties.get(name) ?? []),
        own,
      };
      return castSeat(await accepting(participant.foundChannel(founding)), device, scene);
    },
    async knock(link, introduction): Promise<Knocker> {
      const papers = await participant.knock(link, introduction);
      return {
        safetyWords: papers.safetyWords,
        admitted: async () => castSeat(await accepting(participant.admitted(papers)), device, scene),
      };
    },
    async everythingHeld() {
      const kept = await device.storage.list('');
      return concat(...kept.flatMap(([key, value]) => [utf8(key), value]));
    },
    close: () => participant.close(),
    async takeAway() {
      return { storage: await exportStorage(device.storage), entropy: participant.entropy };
    },
  };
}

/** As the app has people do: who has a seat reads the ground rules, and accepts them before saying anything. */
async function accepting(taken: Promise<Seat>): Promise<Seat> {
  const seat = await taken;
  await seat.synced();
  await seat.posts.acceptRules();
  return seat;
}

function castSeat(seat: Seat, device: Pick<Device, 'clock'>, { parties: known, venue }: Scene): CastSeat {
  const room = () => seat.projection;
  const own = () => {
    const view = presentSeat(room(), seat.seatId);
    if (view === undefined) throw new RehearsalError('NOT_THERE', 'This seat has left the channel.');
    return view;
  };
  const partyCalled = async (name: string): Promise<PartyId> => {
    const seated = seat.epoch.charter.parties.find((party) => party.name === name);
    const secretariat = known.get(name)?.secretariat === true;
    return seated?.party ?? (await seat.stewardship.addParty({ name, secretariat }));
  };
  return {
    seat: seat.seatId,
    party: seat.epoch.charter.seats.find((one) => equal(one.seat, seat.seatId))?.party as PartyId,
    channel: seat.identity.channel,
    get projection() {
      return room();
    },
    get violations() {
      return seat.violations;
    },
    disclosure: engineDisclosure(seat),
    proposals: {
      propose: (texts) => seat.proposals.propose({ texts }),
      answer: (proposal, yes) => seat.proposals.answer(proposal, { yes }),
      end: (proposal) => seat.proposals.end(proposal),
      standing: (proposal) => {
        const view = room().proposals.byEntry[idText(proposal)];
        return view && proposalStanding(view);
      },
    },

    async post(kind, content, options) {
      if (options.attribution !== 'unattributed') return (await seat.post(kind, content, options)).entry;
      const { entry, durable } = await seat.put(kind, content, options);
      await untilHeld(seat, entry);
      await venue.release();
      await durable;
      return entry;
    },
    sound: async (asked) => (await seat.soundings.open(asked, { attribution: 'deniable' })).entry,
    async vote(sounding, answer) {
      await seat.settled();
      await seat.soundings.vote(sounding, answer);
      await untilOut(seat, () => seat.soundings.stateOf(sounding) !== 'waiting');
    },
    async closeSounding(sounding) {
      await seat.soundings.close(sounding, { attribution: 'deniable' });
      await seat.synced();
    },
    async synced() {
      await seat.synced();
      // Renewed keys and the vault follow by themselves; a rehearsal waits for them, so that each run is the same.
      await seat.settled();
      await seat.synced();
    },
    lookAtClock: () => seat.lookAtClock(),
    async lookAtLog() {
      await seat.log.look();
    },
    invite: () => seat.stewardship.invite({ expiresAt: device.clock() + INVITATION_MS }),
    async findKnock({ safetyWords }) {
      const guests = await seat.stewardship.knocks();
      const found = guests.find((guest) => guest.safetyWords.join(' ') === safetyWords.join(' '));
      if (found === undefined)
        throw new RehearsalError('SAFETY_WORDS_DIFFER', 'No knock has the newcomer’s safety words.');
      return found;
    },
    async admit(guest, { party, ...seating }) {
      await seat.stewardship.admit(guest, { ...seating, party: await partyCalled(party) });
    },
    remove: (removed) => seat.stewardship.remove(removed),
    turnEpoch: () => seat.turnEpoch(),

    async itemsAfter(position) {
      const connection = await seat.session.connection();
      const items: Uint8Array[] = [];
      for (let from = position + 1; ; ) {
        const page = await connection.fetch(from as Position, PAGE_BYTES_MAX);
        items.push(...page.items);
        from += page.items.length;
        if (page.items.length === 0 || from >= page.size) return items;
      }
    },
    async opens(items) {
      let opened = 0;
      for (const { recordSecret } of seat.record.parts.keyring.from(0)) {
        // Whatever epoch an item is of: a key is tried on all of them.
        const by = { channel: seat.identity.channel, recordSecret: () => recordSecret };
        for (const item of items) if ((await openEntry(item, by)).kind === 'opened') opened += 1;
      }
      return opened;
    },

    isConsentHolder: () => own().consentHolder,
    positionOf: (entry) => room().entries[idText(entry)]?.position,
    meetingState: (entry) => room().meetings.byEntry[idText(entry)]?.state.kind,
    disclosureState: (disclosure) => room().disclosures.byDigest[toHex(disclosure)]?.state.kind,
    shows: (text) =>
      seenEntries(room()).some((seen) => JSON.stringify(seen).includes(JSON.stringify(text).slice(1, -1))),
    everythingShown: () => utf8(JSON.stringify([room().room, seenEntries(room())])),
  };
}

/** Until the venue holds an unattributed entry, or it is in the record or refused: whoever waits for it is told. */
function untilHeld(seat: Seat, entry: EntryId): Promise<void> {
  const isOnItsWay = () => {
    const own = seat.posts.waitingUnattributed.find((each) => equal(each.entry, entry));
    return own !== undefined && !own.isHeld && own.refused === undefined;
  };
  return untilOut(seat, () => !isOnItsWay());
}

/** Until something that waited on the device has gone. */
function untilOut(seat: Seat, isOut: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = seat.listen(({ kind }) => {
      if (kind === 'outbox' && isOut()) end();
    });
    const end = () => {
      stop();
      resolve();
    };
    if (isOut()) end();
  });
}

function groundRulesOf(channel: ChannelScript) {
  const { track, rule, quorum } = channel;
  return {
    track,
    rule,
    quorum: quorum === 'all' ? 0 : quorum,
    retentionDays: channel['retention-days'],
    ballotsMin: channel['ballots-min'],
    secretariatHoldsShare: channel['secretariat-holds-a-share'],
  };
}
