// A mediator's proposal put to as many parties as there can be: what it costs one of them, and whoever reads it all.
import { PARTIES_MAX } from '../src/protocol/private-and/limits.ts';
import { readRound } from '../src/protocol/private-and/read-round.ts';
import { PlayedRound } from '../test/support/mediators-proposal.ts';
import { atMost, type Row } from './row.ts';

/** Spread over four rounds; a phone may take five times as long, and nobody waits for it. */
const STEPS_MS_MAX = 200;
/** All 48 steps; on a device that follows the round they come one by one, over hours. */
const READ_MS_MAX = 1_000;
const ROUNDS = 5;

export async function run(): Promise<Row[]> {
  const own: number[] = [];
  const read: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const played = new PlayedRound(PARTIES_MAX, `bench ${round}`);
    own.push(play(played));
    read.push(timed(() => readRound(played.proposal, played.posted)));
  }
  const what = `a mediator's proposal of ${PARTIES_MAX} parties`;
  return [
    atMost(`${what}: a party's four steps`, 'ms', median(own), STEPS_MS_MAX),
    atMost(`${what}: reading all ${4 * PARTIES_MAX}`, 'ms', median(read), READ_MS_MAX),
  ];
}

/** Plays it to its end, and gives what the first party's own steps took, with their reading. */
function play(played: PlayedRound): number {
  const others = Array.from({ length: PARTIES_MAX - 1 }, (_, at) => at + 1);
  let taken = timed(() => played.key(0));
  for (const at of others) played.key(at);
  taken += timed(() => played.answer(0, true));
  for (const at of others) played.answer(at, true);
  taken += timed(() => played.blind(0));
  for (const at of others) played.blind(at);
  taken += timed(() => played.decrypt(0));
  for (const at of others) played.decrypt(at);
  return taken;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] as number;
}
