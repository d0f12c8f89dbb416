// A sounding of 50 seats: what the venue does for its tokens and ballots, what a device does to vote, and to count.
import { utf8 } from '../src/base/bytes.ts';
import type { EntryId, SeatId, TreeSize } from '../src/base/ids.ts';
import { idText } from '../src/base/ids.ts';
import { BOX_ID_BYTES, type BoxId } from '../src/protocol/ballot-box/box-id.ts';
import { ballotInfo, termsDigest } from '../src/protocol/ballot-box/terms.ts';
import { keyPair, sign } from '../src/protocol/crypto/ed25519.ts';
import { sealBallot, verifyBallot } from '../src/protocol/seal/ballot.ts';
import { openEntry } from '../src/protocol/seal/open-entry.ts';
import { askForTokens, takeTokens } from '../src/protocol/token/batch.ts';
import { isIssued, issue, issuerKeys } from '../src/protocol/token/issuer.ts';
import { postingStatement } from '../src/protocol/token/posting.ts';
import type { Token } from '../src/protocol/token/token.ts';
import { decodePayload, encodePayload } from '../src/records/payload.ts';
import { resultOf } from '../src/records/sounding/count/sounding-result.ts';
import type { BallotView, SoundingView } from '../src/records/sounding/sounding-slice.ts';
import { openRoom } from '../test/support/room.ts';
import { atMost, type Row } from './row.ts';

const SEATS = 50;
/** In a thread of its own, over the days that a box is open. */
const VENUE_MS_MAX = 5_000;
/** Somebody has pressed a button, and waits for a moment that chance draws anyway. */
const VOTE_MS_MAX = 100;
/** Between two frames or three: it comes once, at the close. */
const COUNT_MS_MAX = 100;
const OPTIONS = ['Three gauges', 'One gauge', 'None', 'A gauge and a boat'];

export async function run(): Promise<Row[]> {
  const { random, channel, epoch, recordSecret } = await openRoom({ parties: 3, seats: SEATS });
  const keys = issuerKeys(random(32), utf8('bench'));
  const box = random(BOX_ID_BYTES) as BoxId;
  const seats = Array.from({ length: SEATS }, () => random(16) as SeatId);
  const info = ballotInfo(channel, box, termsDigest({ ballotsMin: 5, seats }));
  const posting = await keyPair(random(32));
  const seen = { size: 3 as TreeSize, root: new Uint8Array(32) };
  const asked = seats.map(() => askForTokens(keys.publicKey, info, 1, random));

  const venue = stopwatch();
  const issued = asked.map(({ blinded }) => issue(keys, info, blinded, random));
  venue.stop();
  const device = stopwatch();
  const cast: { readonly token: Token; readonly item: Uint8Array }[] = [];
  for (const [at, batch] of asked.entries()) {
    const [token] = takeTokens(keys.publicKey, info, batch, issued[at] as never) as [Token];
    const grades = OPTIONS.map((_, option) => 1 + ((at + option) % 5));
    const payload = encodePayload('ballot', { box, side: undefined, answer: { kind: 'scale', grades } });
    const entry = random(16) as EntryId;
    const item = await sealBallot({ channel, epoch, seen, recordSecret, entry, payload, random });
    await sign(posting.seed, postingStatement(token, item));
    cast.push({ token, item });
  }
  device.stop();
  venue.resume();
  if (!cast.every(({ token }) => isIssued(keys, info, token))) throw new Error('a token was not issued');
  venue.stop();

  const reader = stopwatch();
  const opened = await Promise.all(
    cast.map(({ item }) => openEntry(item, { channel, recordSecret: () => recordSecret })),
  );
  const ballots = opened.flatMap((entry): BallotView[] => {
    if (entry.kind !== 'opened' || verifyBallot(entry, seen).kind !== 'unattributed') return [];
    const payload = decodePayload(entry.payload);
    if (payload.kind !== 'ballot') return [];
    return [{ entry: idText(entry.header.entry), side: null, answer: payload.content.answer }];
  });
  const result = resultOf({ ...VIEW, seats: seats.map(idText), ballots });
  reader.stop();
  if (result.kind !== 'counted' || result.turnout !== SEATS) throw new Error('not every ballot was counted');

  const what = `a sounding of ${SEATS} seats`;
  return [
    atMost(`${what}: the venue's part, all tokens given and checked`, 'ms', venue.ms(), VENUE_MS_MAX),
    atMost(`${what}: a device takes its token and votes`, 'ms', device.ms() / SEATS, VOTE_MS_MAX),
    atMost(`${what}: a device opens, verifies and counts all ballots`, 'ms', reader.ms(), COUNT_MS_MAX),
  ];
}

const VIEW: Omit<SoundingView, 'seats' | 'ballots'> = {
  ...{ position: 4, epoch: 0, box: '', question: 'Which?', language: 'en', electorate: 'every seat' },
  ...{ form: { kind: 'scale', options: OPTIONS }, sides: [], closesAt: 1, ballotsMin: 5, bySide: false, openedBy: '' },
  ...{ closing: null, closedAt: 9, isVoid: false },
};

function stopwatch() {
  let total = 0;
  let since = performance.now();
  return {
    stop() {
      total += performance.now() - since;
    },
    resume() {
      since = performance.now();
    },
    ms: () => total,
  };
}
