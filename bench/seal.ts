// Sealing and opening a statement: what a figure of the design asks, and that neither depends on the number of seats.
import { utf8 } from '../src/base/bytes.ts';
import { announcedKey, hear, type Member, open, openRoom, type Room, say } from '../test/support/room.ts';
import { atMost, type Row } from './row.ts';

const SEAL_MS_MAX = 5;
const OPEN_MS_MAX = 1;
/** Once an epoch a device; what "calm" allows before anybody notices. */
const ANNOUNCE_MS_MAX = 25;
const ROUNDS = 60;

type Note = (what: string, limitMs: number, measuredMs: number) => void;

export async function run(): Promise<Row[]> {
  const measured: Row[] = [];
  const note: Note = (what, limitMs, measuredMs) => measured.push(atMost(what, 'ms', measuredMs, limitMs));

  for (const seats of [10, 50, 250]) {
    const room = await openRoom({ parties: 3, seats });
    const [author, reader] = room.members as readonly [Member, Member, ...Member[]];
    const epochKey = { ...author.epochKey, announcement: undefined };
    const text = utf8('What we could live with is a corridor that opens twice a day. '.repeat(4));
    // The first entry of an epoch announces; those after it are the rule.
    await hear(room, reader, (await say(room, author, text)).item);
    const { item } = await say(room, author, text, { epochKey });

    const at = `${seats} seats, 3 parties`;
    note(`seal a statement, ${at}`, SEAL_MS_MAX, await median(() => say(room, author, text, { epochKey })));
    note(`open a statement, ${at}`, OPEN_MS_MAX, await median(() => open(room, item)));
    note(`open and verify a statement, ${at}`, OPEN_MS_MAX, await median(() => hear(room, reader, item)));
    if (seats === 50) await announcing(room, author, reader, note);
  }
  return measured;
}

async function announcing(room: Room, author: Member, reader: Member, note: Note): Promise<void> {
  const announce = () => announcedKey(room, author);
  note('announce an epoch key to 50 seats', ANNOUNCE_MS_MAX, await median(announce));
  const { item } = await say(room, author, utf8('first'));
  const first = () => {
    reader.known.clear();
    return hear(room, reader, item);
  };
  note('open and verify an announcing entry, 50 seats', ANNOUNCE_MS_MAX, await median(first));
}

async function median(work: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < 10; round++) await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return times[ROUNDS / 2] as number;
}
