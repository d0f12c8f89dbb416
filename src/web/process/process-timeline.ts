import { TRACKS, type Track } from '../../protocol/charter/ground-rules.ts';
import type { IdText } from '../../records/timeline.ts';
import { type Day, lastDayOfMonth, monthOf } from '../calendar/days.ts';
import type { ChannelShown } from './channel-shown.ts';
import { contactOn, pulseOf, type Stagnation, stagnationOf, type TrackPulse } from './contact-pulse.ts';
import { type Convergence, convergencesOf } from './convergences.ts';
import { itemsOfChannel, type Moment } from './items-of-channel.ts';
import { placingIn } from './placing.ts';
import type { ProcessItem, UndatedItem } from './process-item.ts';
import { transfersBetween } from './transfers.ts';

/** The story of a process as one person may see it: drawn as lanes, or read as a list. */
export interface ProcessTimeline {
  /** Official first. Only those that this person sits in. */
  readonly lanes: readonly Lane[];
  /** By their beginning; what begins at once, in an order that is always the same. */
  readonly items: readonly ProcessItem[];
  readonly undated: readonly UndatedItem[];
  readonly convergences: readonly Convergence[];
  readonly pulse: readonly TrackPulse[];
  readonly stagnation: readonly Stagnation[];
  readonly today: Day;
  /** Whole months that hold all of it, and today. */
  readonly from: Day;
  readonly until: Day;
}

export interface Lane {
  readonly track: Track;
  readonly channels: readonly { readonly channel: IdText; readonly title: string }[];
}

export interface TimelineOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of whoever looks at it. */
  readonly zone: string;
}

export function processTimeline(channels: readonly ChannelShown[], options: TimelineOptions): ProcessTimeline {
  const place = placingIn(options.zone);
  const today = place(options.now).first;
  const moment: Moment = { now: options.now, today, place };

  const found = [...channels.map((shown) => itemsOfChannel(shown, moment)), transfersBetween(channels, moment)];
  const items = found.flatMap((each) => each.items).sort(inOrder);

  const lanes = lanesOf(channels);
  const contacts = lanes.map(({ track }) => ({
    track,
    days: contactOn(
      channels.filter(({ room }) => room.track === track),
      today,
    ),
  }));
  const days = [...items.flatMap(({ first, last }) => [first, last]), ...contacts.flatMap((of) => [...of.days.keys()])];
  return {
    lanes,
    items,
    undated: found.flatMap((each) => each.undated).sort((a, b) => compare(a.key, b.key)),
    convergences: convergencesOf(items),
    pulse: contacts.map(({ track, days }) => pulseOf(track, days, today)),
    stagnation: contacts.flatMap(({ track, days }) => stagnationOf(track, days, today)),
    today,
    ...wholeMonths([today, ...days]),
  };
}

function lanesOf(channels: readonly ChannelShown[]): Lane[] {
  return TRACKS.flatMap((track) => {
    const of = channels
      .filter(({ room }) => room.track === track)
      .map(({ channel, room }) => ({ channel, title: room.title }))
      .sort((a, b) => compare(a.title, b.title) || compare(a.channel, b.channel));
    return of.length === 0 ? [] : [{ track, channels: of }];
  });
}

/** Whichever channel was handed in first, and whatever else is there. */
function inOrder(a: ProcessItem, b: ProcessItem): number {
  return (
    a.start - b.start || a.end - b.end || laneOf(a) - laneOf(b) || compare(a.kind, b.kind) || compare(a.key, b.key)
  );
}

function laneOf({ lanes }: ProcessItem): number {
  return TRACKS.indexOf(lanes[0] as Track);
}

function wholeMonths(days: readonly Day[]): { from: Day; until: Day } {
  const months = days.map(monthOf).sort();
  return { from: `${months[0]}-01`, until: lastDayOfMonth(`${months.at(-1)}-01`) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
