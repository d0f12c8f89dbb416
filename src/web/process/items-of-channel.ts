import type { IdText } from '../../records/timeline.ts';
import type { Day } from '../calendar/days.ts';
import { inOrder } from '../room/in-order.ts';
import type { ChannelShown } from './channel-shown.ts';
import { type Placed, placedClocks, placedDays, timeOf } from './placing.ts';
import type { ProcessItem, UndatedItem } from './process-item.ts';

export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The day that it is, here. */
  readonly today: Day;
  readonly place: (instant: number) => Placed;
}

export interface ItemsFound {
  readonly items: ProcessItem[];
  readonly undated: UndatedItem[];
}

/** Everything of one channel but its transfers, which may have their other end elsewhere. */
export function itemsOfChannel(shown: ChannelShown, moment: Moment): ItemsFound {
  const undertakings = undertakingsOf(shown, moment);
  const communiques = communiquesOf(shown, moment);
  return {
    items: [...meetingsOf(shown, moment), ...undertakings.items, ...communiques.items, ...outsideEventsOf(shown)],
    undated: [...undertakings.undated, ...communiques.undated],
  };
}

/** What all items of a channel's entry have in common. */
export function inChannel({ channel, room }: ChannelShown, entry: IdText) {
  return { key: `${channel}/${entry}`, lanes: [room.track], channel, entry };
}

function meetingsOf(shown: ChannelShown, { now }: Moment): ProcessItem[] {
  return inOrder(shown.meetings).map(([entry, view]) => {
    const { title, purpose, place, start: from, end: until } = view;
    const state = view.state.kind === 'planned' && until.instant < now ? 'past' : view.state.kind;
    const placed = placedClocks(from.local, until.local);
    return { kind: 'meeting', ...inChannel(shown, entry), ...placed, title, place, purpose, state, from, until };
  });
}

function undertakingsOf(shown: ChannelShown, { today }: Moment): ItemsFound {
  const found: ItemsFound = { items: [], undated: [] };
  for (const [entry, { what: title, party, byWhen, status }] of inOrder(shown.undertakings)) {
    const common = { kind: 'undertaking', ...inChannel(shown, entry), title } as const;
    if (byWhen === null) {
      found.undated.push(undated(shown, common));
      continue;
    }
    const state = status === 'open' && byWhen < today ? 'overdue' : status;
    found.items.push({ ...common, ...placedDays(byWhen, byWhen), place: '', state, party });
  }
  return found;
}

function communiquesOf(shown: ChannelShown, { place }: Moment): ItemsFound {
  const found: ItemsFound = { items: [], undated: [] };
  const published = new Map(
    Object.entries(shown.entries)
      .filter(([, { name }]) => name === 'disclosure-published')
      .map(([entry, view]) => [view.position, { entry, time: timeOf(view) }]),
  );
  for (const digest of shown.disclosures.order) {
    const state = shown.disclosures.byDigest[digest]?.state;
    if (state?.kind !== 'published') continue;
    const { kind: of, texts = [] } = shown.disclosed[digest] ?? {};
    const titles = texts.map(({ language, title }) => ({ language, title }));
    const { entry = digest, time = null } = published.get(state.position) ?? {};
    const common = { kind: 'communiqué', ...inChannel(shown, entry), title: titles[0]?.title ?? '' } as const;
    if (time === null) found.undated.push(undated(shown, common));
    else {
      const { link } = state;
      found.items.push({ ...common, ...place(time), place: '', state: 'published', of, titles, link });
    }
  }
  return found;
}

function outsideEventsOf(shown: ChannelShown): ProcessItem[] {
  return inOrder(shown.outsideEvents).flatMap(([entry, { title, on, until, place, source }]) => {
    if (on === null) return [];
    const placed = placedDays(on, until ?? on);
    return [{ kind: 'outside event', ...inChannel(shown, entry), ...placed, title, place, state: 'noted', source }];
  });
}

export function undated(
  { room }: ChannelShown,
  { key, kind, title, channel, entry }: Omit<UndatedItem, 'lane'>,
): UndatedItem {
  return { key, kind, lane: room.track, title, channel, entry };
}
