import { untrack } from 'svelte';
import type { IdText } from '../../records/timeline.ts';
import { call, live } from '../app-state.svelte.ts';
import type { RecordLine } from '../engine/record-window.ts';
import type { RoomView } from '../engine/room-view.ts';
import { keptLines } from './blocks.ts';
import { around, atEnd, earlier, following, later, openingPlan, reachesEnd, type WindowPlan } from './window-plan.ts';

/** Where the eye is to be led once the lines are there. */
export type Aim =
  | { readonly kind: 'end' }
  | { readonly kind: 'line'; readonly index: number; readonly isMarked: boolean };

/**
 * The piece of a record that is in the page. Made while a component is made, and watched for as long as it is there.
 */
export class RecordView {
  readonly #room: () => RoomView;
  #plan = $state.raw<WindowPlan>({ from: 0, count: 0 });
  readonly #watched: { readonly current: { readonly from: number; readonly lines: readonly RecordLine[] } | undefined };
  // Not shown, so no state: what was set before.
  #before: readonly RecordLine[] = [];
  readonly lines: readonly RecordLine[] = $derived.by(() => {
    this.#before = keptLines(this.#before, this.#watched.current?.lines ?? []);
    return this.#before;
  });

  /** The first line that had not been seen when the room was opened. */
  newFrom = $state<number | undefined>();
  /** Taken by whoever shows the lines. */
  aim = $state.raw<Aim | undefined>({ kind: 'end' });
  /** The line that a link led to. */
  marked = $state<number | undefined>();

  constructor(room: () => RoomView) {
    this.#room = room;
    const { lines, seenLines, unread, channel } = untrack(room);
    // Whoever has seen nothing of it begins at the end: this may be another device of theirs.
    if (unread > 0 && seenLines > 0) {
      this.newFrom = seenLines;
      this.aim = { kind: 'line', index: seenLines, isMarked: false };
    }
    this.#plan = openingPlan(lines, this.newFrom);
    let known = lines;
    // Before anything is set anew: a window that follows is at the end all the while.
    $effect.pre(() => {
      const before = known;
      known = this.#length;
      this.#plan = following(
        untrack(() => this.#plan),
        before,
        known,
      );
    });
    this.#watched = live('record', () => ({ channel, ...this.#plan }));
  }

  get isLoading(): boolean {
    return this.#watched.current === undefined;
  }

  /** Whether what was asked for is what is shown. */
  get isThere(): boolean {
    return this.#watched.current?.from === Math.min(this.#plan.from, this.#length);
  }

  get hasEarlier(): boolean {
    return (this.#watched.current?.from ?? 0) > 0;
  }

  get hasLater(): boolean {
    return !reachesEnd(this.#plan, this.#length);
  }

  get #length(): number {
    return this.#room().lines;
  }

  earlier(): void {
    if (this.isThere) this.#plan = earlier(this.#plan, this.#length);
  }

  later(): void {
    if (this.isThere) this.#plan = later(this.#plan, this.#length);
  }

  toEnd(): void {
    if (this.hasLater) this.#plan = atEnd(this.#length);
    this.aim = { kind: 'end' };
  }

  to(index: number): void {
    const { from, count } = this.#plan;
    if (index < from || index >= from + count) this.#plan = around(index);
    this.marked = index;
    this.aim = { kind: 'line', index, isMarked: true };
  }

  /** Gives back whether this record has it. */
  async toEntry(entry: IdText): Promise<boolean> {
    const { index } = await call('placeInRecord', { channel: this.#room().channel, entry });
    if (index !== undefined) this.to(index);
    return index !== undefined;
  }

  /** What comes while nobody looks is new to whoever comes back. */
  unseenFrom(index: number): void {
    this.newFrom ??= index;
  }
}
