import type { IdText } from '../../records/timeline.ts';
import type { ChannelShown } from './channel-shown.ts';
import { type ItemsFound, inChannel, type Moment, undated } from './items-of-channel.ts';
import { TRANSFER_MINUTES_MAX } from './limits.ts';
import { timeOf } from './placing.ts';
import type { TransferItem } from './process-item.ts';

/** One end of a transfer: the note in its source, or the text in its target. */
interface End {
  readonly shown: ChannelShown;
  readonly entry: IdText;
  readonly time: number;
  readonly title: string;
  /** `undefined` where this device does not have them at hand. */
  readonly words: string | undefined;
  readonly isOwn: boolean;
}

/**
 * Transfers out of and into the channels that this person sits in.
 *
 * The note in the source names no target, and the text in the target no source: so that nobody learns of a channel from
 * another. What crosses from lane to lane is therefore shown only where it is certain to be one transfer:
 *
 * - this person carried it: own seats at both ends, minutes apart, and no other end of theirs could be meant; or
 * - the same words went out of one channel and came into another, and no others of theirs did.
 *
 * Everything else stays what the record says it is: a departure here, an arrival there.
 */
export function transfersBetween(channels: readonly ChannelShown[], moment: Moment): ItemsFound {
  const found: ItemsFound = { items: [], undated: [] };
  const departures = channels.flatMap((shown) => departuresOf(shown, found));
  const arrivals = channels.flatMap((shown) => arrivalsOf(shown, found));

  const pairs = new Map<End, { readonly arrival: End; readonly because: TransferItem['because'] }>();
  const paired = new Set<End>();
  const pair = (because: TransferItem['because'], isOne: (departure: End, arrival: End) => boolean) => {
    const [from, to] = [departures, arrivals].map((ends) => ends.filter((end) => !paired.has(end))) as [End[], End[]];
    for (const [departure, arrival] of certainPairs(from, to, isOne)) {
      pairs.set(departure, { arrival, because });
      paired.add(departure).add(arrival);
    }
  };
  pair('the same words', (departure, arrival) => mayBeOne(departure, arrival) && haveSameWords(departure, arrival));
  pair('carried by this person', (departure, arrival) => {
    const minutes = (arrival.time - departure.time) / 60_000;
    return mayBeOne(departure, arrival) && departure.isOwn && minutes <= TRANSFER_MINUTES_MAX;
  });

  for (const departure of departures) {
    const to = pairs.get(departure);
    const item = { ...itemOf(departure, moment), state: 'carried' } as const;
    if (to === undefined) {
      found.items.push({ kind: 'departure', ...item });
      continue;
    }
    const { arrival, because } = to;
    const { first, last, start, end, channel, entry, lanes, title } = itemOf(arrival, moment);
    found.items.push({
      ...item,
      kind: 'transfer',
      lanes: [...item.lanes, ...lanes],
      last,
      end,
      title: title === '' ? item.title : title,
      to: { channel, entry, first, start },
      because,
    });
  }
  for (const arrival of arrivals) {
    if (!paired.has(arrival)) found.items.push({ kind: 'arrival', ...itemOf(arrival, moment), state: 'put forward' });
  }
  return found;
}

function itemOf({ shown, entry, time, title }: End, { place }: Moment) {
  return { ...inChannel(shown, entry), ...place(time), title, place: '' };
}

/** A carrier is one person: of two ends, either both are this person's or neither is. */
function mayBeOne(departure: End, arrival: End): boolean {
  return (
    departure.shown.channel !== arrival.shown.channel &&
    departure.isOwn === arrival.isOwn &&
    arrival.time >= departure.time
  );
}

function haveSameWords(departure: End, arrival: End): boolean {
  return departure.words !== undefined && departure.words !== '' && departure.words === arrival.words;
}

/** Those of which neither could be another's. */
function certainPairs(
  departures: readonly End[],
  arrivals: readonly End[],
  isOne: (departure: End, arrival: End) => boolean,
): [End, End][] {
  const sources = new Map<End, End[]>();
  const pairs: [End, End][] = [];
  for (const departure of departures) {
    const targets = arrivals.filter((arrival) => isOne(departure, arrival));
    for (const target of targets) sources.set(target, [...(sources.get(target) ?? []), departure]);
    const [only] = targets;
    if (only !== undefined && targets.length === 1) pairs.push([departure, only]);
  }
  return pairs.filter(([, arrival]) => sources.get(arrival)?.length === 1);
}

function departuresOf(shown: ChannelShown, { undated: without }: ItemsFound): End[] {
  const { transfers, ideas, entries, ownSeat } = shown;
  return transfers.notes.flatMap(({ entry, carried, by }) => {
    const titled = titledIn(shown, carried);
    const words = bare((ideas.nonPapers[carried] ?? titled)?.text);
    const [title, time] = [titled?.title ?? '', timeOf(entries[entry])];
    if (time !== null) return [{ shown, entry, time, title, words, isOwn: by === ownSeat }];
    without.push(undated(shown, { kind: 'departure', ...inChannel(shown, entry), title }));
    return [];
  });
}

function arrivalsOf(shown: ChannelShown, { undated: without }: ItemsFound): End[] {
  const { transfers, entries, ownSeat } = shown;
  // An answer that was brought is called by what it answers, where that has a title.
  const answers = Object.entries(transfers.answers)
    .sort(([, a], [, b]) => a.position - b.position)
    .map(([entry, view]) => [entry, { ...view, title: titledIn(shown, view.about)?.title ?? '' }] as const);
  const putForward = transfers.order.map((entry) => [entry, transfers.putForward[entry]] as const);
  return [...putForward, ...answers].flatMap(([entry, view]) => {
    if (view === undefined || view.withdrawnAt !== null) return [];
    const [title, time] = [view.title, timeOf(entries[entry])];
    if (time !== null) return [{ shown, entry, time, title, words: bare(view.text), isOwn: view.by === ownSeat }];
    without.push(undated(shown, { kind: 'arrival', ...inChannel(shown, entry), title }));
    return [];
  });
}

/** What words are called by: a non-paper by its idea. Statements have no title, and are not at hand: a record is long. */
function titledIn({ ideas, transfers }: ChannelShown, entry: IdText) {
  return ideas.byEntry[ideas.nonPapers[entry]?.idea ?? entry] ?? ideas.versions[entry] ?? transfers.putForward[entry];
}

function bare(text: string | undefined): string | undefined {
  return text?.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
