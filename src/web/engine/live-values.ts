import type { IdText } from '../../records/timeline.ts';
import type { Gate } from './gate.ts';
import type { Overview } from './overview.ts';
import type { RecordWindow } from './record-window.ts';
import type { RoomView } from './room-view.ts';

/** What can be watched: each is sent anew, whole, when it has changed. */
export interface LiveValues {
  readonly gate: { readonly args: Record<never, never>; readonly value: Gate };
  readonly overview: { readonly args: Record<never, never>; readonly value: Overview };
  /** `undefined`: this person has no such room. */
  readonly room: { readonly args: { readonly channel: IdText }; readonly value: RoomView | undefined };
  readonly record: {
    readonly args: { readonly channel: IdText; readonly from: number; readonly count: number };
    readonly value: RecordWindow | undefined;
  };
  /** Those who wait at a room's door. Dear to make (the words are stretched), so it is asked for where it is shown. */
  readonly knocks: { readonly args: { readonly channel: IdText }; readonly value: readonly KnockView[] };
}

export interface KnockView {
  readonly invitation: Uint8Array;
  readonly knock: Uint8Array;
  readonly name: string;
  readonly affiliation: string;
  readonly safetyWords: readonly string[];
}

export type LiveName = keyof LiveValues;
export type LiveArgs<Name extends LiveName> = LiveValues[Name]['args'];
export type LiveValue<Name extends LiveName> = LiveValues[Name]['value'];
