import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Commitment } from '../../src/base/ids.ts';
import { placementsOf } from '../../src/client/disclosure/placements.ts';
import type { Seat } from '../../src/client/seat.ts';
import { lieOn } from '../support/crooked-line.ts';
import { House, type Person, rest, say } from '../support/house.ts';
import type { Line } from '../support/line.ts';

let house: House;
let boris: Person;
let hers: Seat;
let his: Seat;
let commitments: readonly Commitment[];

beforeEach(async () => {
  house = await House.open();
  const anna = await house.person('Anna');
  boris = await house.person('Boris', { line: true });
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  for (const text of ['One.', 'Two.', 'Three.']) await say(hers, text);
  await rest(hers, his);
  commitments = Object.values(his.projection.entries).map(({ commitment }) => commitment as Commitment);
});
afterEach(async () => {
  await house.close();
});

const line = () => boris.line as Line;

test('[LOG-2] a member places what it claims in the beats of an honest venue', async () => {
  const placements = await placementsOf(his, commitments);
  expect(placements.length).toBe(commitments.length);
});

test('[LOG-2] a venue that entered another tree than the record’s is caught when a member makes placements', async () => {
  for (const change of ['root', 'size'] as const) {
    lieOn(line(), (message) => {
      if (message.kind !== 'beats') return message;
      const beats = message.beats.map((beat) =>
        change === 'root' ? { ...beat, root: beat.root.map((byte) => byte ^ 1) } : { ...beat, size: beat.size + 1 },
      );
      return { ...message, beats };
    });
    await expect(placementsOf(his, commitments), change).rejects.toMatchObject({ code: 'VENUE_MISBEHAVED' });
  }
});

test('[LOG-2] nor does a venue get by with a beat from before what is claimed', async () => {
  const early = await placementsOf(his, commitments.slice(0, 1));
  await say(hers, 'Four.');
  await rest(hers, his);
  const last = Object.values(his.projection.entries).map(({ commitment }) => commitment as Commitment);
  lieOn(line(), (message) =>
    message.kind === 'beats' && message.beats.length > 0
      ? { ...message, beats: message.beats.map((beat) => ({ ...beat, size: 1 })) }
      : message,
  );
  expect(early.length).toBe(1);
  await expect(placementsOf(his, last)).rejects.toMatchObject({ code: 'VENUE_MISBEHAVED' });
});

test('[LOG-2] beats that are withheld are waited for, until whoever waits has had enough', async () => {
  lieOn(line(), (message) => (message.kind === 'beats' ? { ...message, beats: [] } : message));
  const ending = new AbortController();
  const placing = placementsOf(his, commitments, ending.signal);
  const outcome = placing.then(
    () => 'placed',
    (error: Error) => error.name,
  );
  const early = await Promise.race([outcome, new Promise((resolve) => setTimeout(() => resolve('waits'), 600))]);
  expect(early).toBe('waits');
  ending.abort();
  expect(await outcome).toBe('AbortError');
});
