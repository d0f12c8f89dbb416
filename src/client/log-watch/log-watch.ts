import { equal } from '../../base/bytes.ts';
import type { Position, TreeSize } from '../../base/ids.ts';
import type { Clock, Randomness } from '../../base/ports.ts';
import { beatEntry } from '../../protocol/log/beat.ts';
import { LogError } from '../../protocol/log/log-error.ts';
import { containsEntry } from '../../protocol/log/log-files.ts';
import { PAGE_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { ChannelBeat } from '../../protocol/wire/venue-message.ts';
import { ClientError } from '../client-error.ts';
import type { ChannelConnection } from '../connection/channel-connection.ts';
import type { Device } from '../device.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Violation } from '../record/violation.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import type { SeatSession } from '../session/seat-session.ts';
import { Commitments } from './commitments.ts';
import { FIRST_LOOK_MS, LATE_BEATS, LOOK_IDLE_MS, LOOK_MS_MIN, PAGES_A_ROUND_MAX } from './limits.ts';
import { encodeLogEvidence, type LogEvidence } from './log-evidence.ts';
import type { BehindWhy, LogState } from './log-state.ts';
import type { LogLook, VenueLog } from './venue-log.ts';

export interface LogWatchOf {
  readonly identity: SeatIdentity;
  readonly record: ChannelRecord;
  readonly session: SeatSession;
  readonly log: VenueLog;
  readonly onState: (state: LogState) => void;
  readonly onViolation: (violation: Violation) => void;
  readonly onTrouble: (error: unknown) => void;
  /** For a test, which does not wait as long as a person would. */
  readonly pace?: { readonly firstMs: number; readonly everyMs: number; readonly idleMs: number };
}

type Finding = { readonly kind: 'fine' } | { readonly kind: 'wanting'; readonly why: BehindWhy } | Broken;
interface Broken {
  readonly kind: 'broken';
  readonly violation: Pick<Violation, 'kind' | 'evidence'>;
}

const FINE: Finding = { kind: 'fine' };

/**
 * Whether the public log binds this seat's record: that each beat's root is that of the commitments which the seat has
 * read, that its entry stands in the venue's log, and that the log only grows. `[LOG-6]`
 *
 * Looks in the background and now and then: a few small files a round, and at most one round a beat.
 */
export class LogWatch {
  readonly #clock: Clock;
  readonly #random: Randomness;
  readonly #storage: Device['storage'];
  readonly #key: string;
  readonly #of: LogWatchOf;
  // Owned here.
  readonly #commitments: Commitments;
  #state: LogState = { kind: 'unwatched' };
  /** Since when the log itself is not as it should be, whatever is covered. */
  #wantingSince: number | undefined;
  #round: Promise<LogState> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnded = false;

  private constructor(device: Device, of: LogWatchOf, kept: Commitments) {
    this.#clock = device.clock;
    this.#random = device.random;
    this.#storage = device.storage;
    this.#key = keyOf(of.identity);
    this.#of = of;
    this.#commitments = kept;
  }

  /** `kept` as {@link recallWatch} gave it. */
  static begin(device: Device, kept: Uint8Array | undefined, of: LogWatchOf): LogWatch {
    return new LogWatch(device, of, Commitments.restore(kept));
  }

  get state(): LogState {
    return this.#state;
  }

  /** The newest state of the log that this device saw, as its venue signed it. Whoever sits here may compare it. */
  get note(): string | undefined {
    return this.#of.log.note;
  }

  start(known: readonly Violation[]): void {
    if (known.some(({ kind }) => kind === 'log')) this.#setState({ kind: 'broken' });
    else this.#schedule(this.#of.pace?.firstMs ?? FIRST_LOOK_MS);
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  /** What the record has just read. */
  take(from: Position, items: readonly Uint8Array[]): void {
    if (!this.#isLogged()) return;
    const waited = this.#waits();
    this.#commitments.take(from, items, this.#clock());
    // The first look is due whatever is read meanwhile.
    if (!waited && this.#waits() && this.#timer !== undefined) this.#schedule(this.#everyMs());
  }

  /** Looks now, or with whoever looks already. Throws as a session does that has no connection. */
  async look(): Promise<LogState> {
    this.#round ??= this.#look().finally(() => {
      this.#round = undefined;
    });
    return await this.#round;
  }

  /** Holds the note that another member was shown against what this device saw. One that differs breaks the log. */
  async compare(note: string): Promise<'one log' | 'unreadable' | 'broken'> {
    const look = await this.#of.log.compare(note);
    if (look.kind === 'broken') this.#break(ofLog(look.evidence));
    return look.kind === 'seen' ? 'one log' : look.kind === 'broken' ? 'broken' : 'unreadable';
  }

  async #look(): Promise<LogState> {
    if (this.#state.kind === 'broken' || !this.#isLogged()) return this.#state;
    const connection = await this.#of.session.connection();
    const finding = await this.#check(connection);
    if (finding.kind === 'broken') this.#break(finding);
    else {
      this.#conclude(finding);
      await this.#keep();
    }
    return this.#state;
  }

  async #check(connection: ChannelConnection): Promise<Finding> {
    // Asked for first: whatever a beat of now covers is in the record, and in the log, that are read after it.
    const beats = await connection.beats(this.#commitments.covered);
    await this.#of.session.synced();
    const caughtUp = await this.#catchUp(connection);
    if (caughtUp.kind === 'broken') return caughtUp;
    const look = await this.#of.log.look();
    if (look.kind === 'broken') return ofLog(look.evidence);
    for (const beat of beats) {
      const finding = await this.#checkBeat(beat, look);
      if (finding.kind !== 'fine') return finding;
    }
    if (look.kind === 'seen') return caughtUp;
    // Before its first beat a log has nothing to show.
    const isEmpty = look.kind === 'unreadable' && this.note === undefined && beats.length === 0;
    return isEmpty ? caughtUp : { kind: 'wanting', why: look.kind };
  }

  /** Reads what the record had read before this watch began, or while it was not kept. */
  async #catchUp(connection: ChannelConnection): Promise<Finding> {
    const { record } = this.#of;
    for (let pages = 0; this.#commitments.position < record.cursor; pages++) {
      if (pages === PAGES_A_ROUND_MAX) return { kind: 'wanting', why: 'unreadable' };
      const { position } = this.#commitments;
      const page = await connection.fetch(position, PAGE_BYTES_MAX);
      // Meanwhile the record may have gone on, but not this.
      const items = page.items.slice(0, Math.max(0, record.cursor - position));
      if (items.length === 0) return { kind: 'wanting', why: 'unreadable' };
      const head = this.#commitments.takeEarlier(items, this.#clock());
      if (record.parts.tree.check(head) === 'differs') {
        return { kind: 'broken', violation: { kind: 'fork', evidence: head.root } };
      }
    }
    return FINE;
  }

  async #checkBeat(beat: ChannelBeat, look: Exclude<LogLook, { kind: 'broken' }>): Promise<Finding> {
    // Said a second time, or not asked for.
    if (beat.size <= this.#commitments.covered) return FINE;
    const tree = this.#commitments.treeAt(beat.size);
    if (tree === undefined && this.#commitments.position < this.#of.record.cursor) return FINE;
    if (tree === undefined || !equal(tree.root, beat.root)) return ofLog({ claim: 'root', beat, root: tree?.root });
    if (look.kind !== 'seen') return { kind: 'wanting', why: look.kind };
    const { checkpoint, files, note } = look;
    // It was entered before the checkpoint was read: this one is an old copy.
    if (beat.logIndex >= checkpoint.size) return { kind: 'wanting', why: 'older' };
    try {
      const claim = { index: beat.logIndex, entry: beatEntry({ ...beat, size: beat.size as TreeSize }) };
      if (!(await containsEntry(files, checkpoint, claim))) return ofLog({ claim: 'entry', beat, notes: [note] });
    } catch (error) {
      if (error instanceof LogError || error instanceof ClientError) return { kind: 'wanting', why: 'unreadable' };
      throw error;
    }
    this.#commitments.cover(tree, this.#clock());
    return FINE;
  }

  #conclude(finding: Exclude<Finding, Broken>): void {
    const now = this.#clock();
    this.#wantingSince = finding.kind === 'fine' ? undefined : (this.#wantingSince ?? now);
    const { covered, uncoveredSince } = this.#commitments;
    const latest = now - LATE_BEATS * (this.#of.log.beatMs ?? LOOK_MS_MIN);
    if (finding.kind === 'wanting' && this.#wantingSince !== undefined && this.#wantingSince < latest) {
      this.#setState({ kind: 'behind', since: this.#wantingSince, why: finding.why });
    } else if (uncoveredSince !== undefined && uncoveredSince < latest) {
      this.#setState({ kind: 'behind', since: uncoveredSince, why: 'uncovered' });
    } else if (finding.kind === 'fine') this.#setState({ kind: 'watching', size: covered, at: now });
  }

  #break({ violation }: Broken): void {
    if (this.#state.kind === 'broken') return;
    this.#setState({ kind: 'broken' });
    clearTimeout(this.#timer);
    this.#of.onViolation({ ...violation, position: this.#of.record.cursor });
  }

  /** Off the record, and before it is known what is agreed here, nothing is logged. `[LOG-5]` */
  #isLogged(): boolean {
    const { room } = this.#of.record.room;
    return !room.founded || room.rule !== 'off the record';
  }

  async #keep(): Promise<void> {
    const { record, session } = this.#of;
    await session.undisturbed(async () => {
      const kept = this.#commitments.keep(record.parts.tree.frontier());
      if (kept !== undefined && !this.#isEnded) await this.#storage.write({ put: { [this.#key]: kept } });
    });
  }

  #schedule(ms: number): void {
    if (this.#isEnded || this.#state.kind === 'broken') return;
    clearTimeout(this.#timer);
    // Lengthened at random, so that one person's seats do not look in step.
    const chance = (this.#random(1)[0] as number) / 256;
    this.#timer = setTimeout(() => void this.#lookByItself(), ms * (1 + chance / 2));
  }

  async #lookByItself(): Promise<void> {
    const { session, onTrouble } = this.#of;
    if (session.state.kind === 'ended') return;
    try {
      if (session.state.kind === 'live') await this.look();
    } catch (error) {
      // A lost line is taken up by the next round.
      if (!(error instanceof ClientError)) onTrouble(error);
    }
    this.#schedule(this.#waits() ? this.#everyMs() : (this.#of.pace?.idleMs ?? LOOK_IDLE_MS));
  }

  /** Whether the next beat may have something to show. */
  #waits(): boolean {
    return this.#commitments.uncoveredSince !== undefined || this.#state.kind !== 'watching';
  }

  #everyMs(): number {
    return this.#of.pace?.everyMs ?? Math.max(LOOK_MS_MIN, this.#of.log.beatMs ?? 0);
  }

  #setState(state: LogState): void {
    this.#state = state;
    this.#of.onState(state);
  }
}

function ofLog(evidence: LogEvidence): Broken {
  return { kind: 'broken', violation: { kind: 'log', evidence: encodeLogEvidence(evidence) } };
}

function keyOf({ channel }: SeatIdentity): string {
  return `${seatKeys(channel).all}log`;
}

/** What a seat's watch had come to when the device stopped. */
export async function recallWatch(storage: Device['storage'], identity: SeatIdentity): Promise<Uint8Array | undefined> {
  return await storage.get(keyOf(identity));
}
