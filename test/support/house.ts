import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { equal } from '../../src/base/bytes.ts';
import type { Epoch, PartyId } from '../../src/base/ids.ts';
import { fromBase64Url } from '../../src/base/text-encodings.ts';
import type { Device } from '../../src/client/device.ts';
import type { FoundingParty } from '../../src/client/founding/first-charter.ts';
import { Participant } from '../../src/client/participant.ts';
import type { Seat } from '../../src/client/seat.ts';
import type { Storage } from '../../src/client/storage/storage.ts';
import type { Role } from '../../src/protocol/charter/charter.ts';
import type { GroundRules } from '../../src/protocol/charter/ground-rules.ts';
import { parseRecoveryPhrase } from '../../src/protocol/joining/recovery-phrase.ts';
import type { Mls } from '../../src/protocol/mls/mls.ts';
import { createMls } from '../../src/protocol/mls/ts-mls/create-mls.ts';
import { startVenue, type Venue, type VenueOptions } from '../../src/venue/venue.ts';
import { Disk } from './disk.ts';
import { Line } from './line.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

/** A person with one device. */
export class Person {
  readonly name: string;
  readonly disk = new Disk();
  readonly line: Line | undefined;
  /** What this person's clock shows; the engines of a test may disagree. */
  clock: () => number = Date.now;
  /** What their engines found wrong by themselves. */
  readonly troubles: Error[] = [];
  readonly mls: Mls;
  #participant: Participant | undefined;
  #storage: Storage | undefined;

  constructor(name: string, mls: Mls, line?: Line) {
    this.name = name;
    this.line = line;
    this.mls = mls;
    this.disk.onKill = () => this.#hangUp();
  }

  get participant(): Participant {
    if (this.#participant === undefined) throw new Error(`${this.name} is not there`);
    return this.#participant;
  }

  get seat(): Seat {
    return this.participant.seats[0] as Seat;
  }

  /** Of their engine as it runs now. */
  get storage(): Storage {
    if (this.#storage === undefined) throw new Error(`${this.name} is not there`);
    return this.#storage;
  }

  device(): Device {
    const storage = this.disk.plug();
    this.#storage = storage;
    const waits = { unattributedDelayMs: 20, periodSettlesMs: 300 };
    return { mls: this.mls, clock: () => this.clock(), random, storage, ...waits };
  }

  /** For what this person makes around their engine: it writes nothing. */
  aside(): Pick<Device, 'mls' | 'random'> {
    return { mls: this.mls, random };
  }

  async open(): Promise<this> {
    this.#participant = await Participant.open(this.device());
    for (const seat of this.participant.seats) this.watch(seat);
    return this;
  }

  /** As if the power had gone: nothing more is written, and the connections drop. */
  kill(): void {
    this.disk.kill();
    this.#hangUp();
  }

  async reopen(): Promise<this> {
    this.kill();
    return await this.open();
  }

  /** On a new device, from the phrase alone. */
  async recover(phrase: string, venue: string): Promise<this> {
    const parsed = parseRecoveryPhrase(phrase);
    if (parsed.kind !== 'phrase') throw new Error(parsed.kind);
    this.#participant = await Participant.recover(this.device(), parsed.entropy, venue);
    for (const seat of this.participant.seats) this.watch(seat);
    return this;
  }

  watch(seat: Seat): Seat {
    seat.listen((event) => {
      if (event.kind === 'trouble') this.troubles.push(event.error);
    });
    return seat;
  }

  async leave(): Promise<void> {
    await this.#participant?.close();
    this.#participant = undefined;
  }

  #hangUp(): void {
    for (const seat of this.#participant?.seats ?? []) void seat.session.end('closed');
    this.#participant = undefined;
  }
}

export interface Founding {
  readonly title?: string;
  readonly purpose?: string;
  readonly rules?: Partial<GroundRules>;
  readonly parties?: readonly FoundingParty[];
  readonly party?: string;
  readonly attributes?: readonly string[];
}

export interface Seating {
  readonly party: string;
  readonly role?: Role;
  readonly consentHolder?: boolean;
  readonly readsFrom?: 'now' | Epoch;
  readonly attributes?: readonly string[];
}

/** A venue on a folder of its own, and people who talk there. */
export class House {
  readonly #options: Partial<VenueOptions>;
  readonly dataDir: string;
  readonly token: Uint8Array;
  venue: Venue;
  readonly #mls: Mls;
  readonly #people: Person[] = [];

  private constructor(of: { options: Partial<VenueOptions>; dataDir: string; venue: Venue; mls: Mls }) {
    this.#options = of.options;
    this.dataDir = of.dataDir;
    this.venue = of.venue;
    this.#mls = of.mls;
    this.token = fromBase64Url(of.venue.convenerLink?.split('#convener=')[1] ?? '') ?? new Uint8Array(32);
  }

  static async open(options: Partial<VenueOptions> = {}): Promise<House> {
    const dataDir = await mkdtemp(join(tmpdir(), 'pourparler-house-'));
    const [venue, mls] = await Promise.all([openVenue(dataDir, options), createMls()]);
    return new House({ options, dataDir, venue, mls });
  }

  get url(): string {
    return this.venue.url;
  }

  /** On the same address and folder. */
  async restartVenue(): Promise<void> {
    await this.venue.close();
    await this.openVenueAgain();
  }

  async openVenueAgain(): Promise<void> {
    this.venue = await openVenue(this.dataDir, { ...this.#options, port: Number(new URL(this.url).port) });
  }

  async person(name: string, { line = false }: { line?: boolean } = {}): Promise<Person> {
    const person = new Person(name, this.#mls, line ? await Line.to(this.url) : undefined);
    this.#people.push(person);
    return await person.open();
  }

  /** A person's next device: nothing on it yet. */
  newDevice(name: string): Person {
    const person = new Person(name, this.#mls);
    this.#people.push(person);
    return person;
  }

  async found(founder: Person, founding: Founding = {}): Promise<Seat> {
    const parties = founding.parties ?? [
      { name: 'Secretariat', secretariat: true },
      { name: 'Arvelia', secretariat: false },
      { name: 'Kestria', secretariat: false },
    ];
    return founder.watch(
      await founder.participant.foundChannel({
        venue: founder.line?.url ?? this.url,
        convenerToken: this.token,
        title: founding.title ?? 'Harbour talks',
        purpose: founding.purpose ?? 'To open the harbour again',
        groundRules: { ...RULES, ...founding.rules },
        parties,
        own: {
          party: founding.party ?? 'Arvelia',
          name: founder.name,
          affiliation: `Office of ${founder.name}`,
          attributes: founding.attributes ?? [],
          consentHolder: true,
        },
      }),
    );
  }

  /** Invited, knocked, the words compared, admitted. */
  async seat(steward: Seat, guest: Person, seating: Seating): Promise<Seat> {
    const link = this.lineOf(guest, await steward.stewardship.invite({ expiresAt: Date.now() + 3_600_000 }));
    const papers = await guest.participant.knock(link, { name: guest.name, affiliation: `Office of ${guest.name}` });
    const knock = (await steward.stewardship.knocks()).find(({ knock }) => equal(knock, papers.knockId));
    if (knock === undefined) throw new Error('the knock was not heard');
    if (knock.safetyWords.join() !== papers.safetyWords.join()) throw new Error('the safety words differ');
    await steward.stewardship.admit(knock, seatingIn(steward, seating));
    return guest.watch(await guest.participant.admitted(papers));
  }

  /** The link as this person follows it. */
  lineOf(person: Person, link: string): string {
    return person.line === undefined ? link : link.replace(/^https?:\/\/[^/]+/, person.line.url);
  }

  /** Every byte that the venue keeps. */
  async everythingKept(): Promise<Uint8Array> {
    const files = await readdir(this.dataDir, { recursive: true, withFileTypes: true });
    const parts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
    );
    return Buffer.concat(parts);
  }

  async close(): Promise<void> {
    for (const person of this.#people) person.kill();
    await Promise.all(this.#people.map((person) => person.line?.close()));
    await this.venue.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

export const RULES: GroundRules = {
  track: 'official',
  rule: 'Chatham House',
  quorum: 0,
  retentionDays: undefined,
  ballotsMin: 3,
  secretariatHoldsShare: false,
};

export function seatingIn(steward: Seat, seating: Seating) {
  const { role = 'member', consentHolder = true, readsFrom = 'now', attributes = [] } = seating;
  return { party: partyNamed(steward, seating.party), role, consentHolder, readsFrom, attributes };
}

export function partyNamed(seat: Seat, name: string): PartyId {
  const party = seat.epoch.charter.parties.find((each) => each.name === name);
  if (party === undefined) throw new Error(`no party is called ${name}`);
  return party.party;
}

export function say(seat: Seat, text: string, attribution: 'deniable' | 'on the record' = 'deniable') {
  const content = { text, language: 'en', inReplyTo: undefined, conveyance: undefined };
  return seat.post('statement', content, { attribution });
}

/** What a seat reads, in order. */
export function heard(seat: Seat): readonly string[] {
  const { order, byEntry } = seat.projection.statements;
  return order.map((entry) => byEntry[entry]?.text ?? '');
}

/** All have read all, and what follows by itself has come to rest. */
export async function rest(...seats: readonly Seat[]): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const seat of seats) {
      await seat.synced();
      await seat.settled();
    }
  }
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 8_000): Promise<void> {
  const latest = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > latest) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** These seats' devices have their tokens of the present period: some while after it began. `[UNATTR-2]` */
export async function haveTokens(...seats: readonly Seat[]): Promise<void> {
  await until(() => seats.every(({ posts }) => posts.hidesAmong > 0));
}

function openVenue(dataDir: string, options: Partial<VenueOptions>): Promise<Venue> {
  return startVenue({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    beat: { intervalMs: 200, entries: 8 },
    clock: Date.now,
    random,
    logger: pino({ level: 'silent' }),
    ...options,
  });
}
