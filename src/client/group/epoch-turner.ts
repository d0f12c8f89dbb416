import { equal } from '../../base/bytes.ts';
import type { SeatId } from '../../base/ids.ts';
import type { Clock } from '../../base/ports.ts';
import type { ChannelRecord } from '../record/channel-record.ts';
import type { Reading } from '../record/reading.ts';
import type { Committer } from './committer.ts';

/** An epoch does not outlive a day of talking. */
const EPOCH_MS_MAX = 24 * 60 * 60 * 1000;

export interface EpochTurnerOf {
  readonly clock: Clock;
  readonly seat: SeatId;
  readonly record: ChannelRecord;
  readonly committer: Committer;
}

/** Ends epochs in time: at every meeting and at least daily, so that what is stolen of a device opens little. */
export class EpochTurner {
  readonly #of: EpochTurnerOf;

  constructor(of: EpochTurnerOf) {
    this.#of = of;
  }

  async turn(): Promise<void> {
    await this.#of.committer.commit(() => ({}));
  }

  /** Before something is said. */
  async turnIfOld(): Promise<void> {
    const { clock, record } = this.#of;
    const { phase, epochSince } = record.parts;
    if (phase === 'seated' && clock() - epochSince > EPOCH_MS_MAX) await this.turn();
  }

  /** Whether this seat has just noted that a meeting was held, or said that a stretch ends: one seat does it, and all know which. */
  isDueAfter(reading: Reading): boolean {
    if (reading.kind !== 'applied') return false;
    const { kind, content, author } = reading.entry;
    const isDue =
      (kind === 'meeting-outcome' && content.outcome === 'held') || (kind === 'stretch' && content.rule === undefined);
    const { seat } = author;
    return isDue && seat !== undefined && equal(seat, this.#of.seat);
  }
}
