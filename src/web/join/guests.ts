import type { IdText } from '../../records/timeline.ts';
import type { GuestView, Overview, RoomSummary } from '../engine/overview.ts';

/** The room that was asked for, once this person sits in it. */
export function roomOf(overview: Overview, channel: IdText): RoomSummary | undefined {
  return overview.processes.flatMap(({ rooms }) => rooms).find((room) => room.channel === channel && !room.hasLeft);
}

/** What asking again cannot mend: another link is needed, or none. */
const FINAL: ReadonlySet<string> = new Set(['INVITATION_ENDED', 'KNOCK_DISMISSED', 'ADMISSION_BROKEN', 'WRONG_VENUE']);

export function canWaitAgain({ state }: Pick<GuestView, 'state'>): boolean {
  return state.kind === 'failed' && !FINAL.has(state.code);
}

/** The sentence for why nothing came back. */
export function whyFailed(code: string, tables: readonly Readonly<Record<string, () => string>>[]): string | undefined {
  for (const table of tables) {
    const sentence = table[code];
    if (sentence !== undefined) return sentence();
  }
  return undefined;
}
