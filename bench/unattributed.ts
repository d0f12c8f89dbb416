// What it costs to be named by nobody: a batch of tokens, which every device asks for in every period, and a post.
import { utf8 } from '../src/base/bytes.ts';
import type { EntryId, Position, TreeSize } from '../src/base/ids.ts';
import { keyPair, sign } from '../src/protocol/crypto/ed25519.ts';
import { sealUnattributed } from '../src/protocol/seal/seal-unattributed.ts';
import { askForTokens, takeTokens } from '../src/protocol/token/batch.ts';
import { isIssued, issue, issuerKeys } from '../src/protocol/token/issuer.ts';
import { BATCH_TOKENS } from '../src/protocol/token/limits.ts';
import { postingStatement } from '../src/protocol/token/posting.ts';
import { speechInfo, type Token } from '../src/protocol/token/token.ts';
import { type Member, openRoom, say } from '../test/support/room.ts';
import { atMost, type Row, timesOf } from './row.ts';

/** In the engine's worker, beside no frame; some twenty rooms at once are still a few seconds. */
const BATCH_OF_DEVICE_MS_MAX = 150;
/** In a thread of its own: fifty seats after a handshake are served in a few seconds. */
const BATCH_OF_VENUE_MS_MAX = 100;
/** As a statement's: nobody waits for it, since it waits for minutes. */
const POST_OF_DEVICE_MS_MAX = 5;
const CHECK_OF_VENUE_MS_MAX = 5;
/** Beside a statement that names its seat. */
const SEAL_TIMES_MAX = 1.5;
const ROUNDS = 20;

export async function run(): Promise<Row[]> {
  const room = await openRoom({ parties: 3, seats: 50 });
  const { random } = room;
  const keys = issuerKeys(random(32), utf8('bench'));
  const info = speechInfo(room.channel, 7 as Position);
  const asked = askForTokens(keys.publicKey, info, BATCH_TOKENS, random);
  const issued = issue(keys, info, asked.blinded, random);
  const [token] = takeTokens(keys.publicKey, info, asked, issued) as [Token];
  const posting = await keyPair(random(32));
  const [author] = room.members as [Member];
  const text = utf8('What we could live with is a corridor that opens twice a day. '.repeat(4));
  const seen = { size: 3 as TreeSize, root: new Uint8Array(32) };
  const seal = () => sealUnattributed({ ...room, entry: random(16) as EntryId, payload: text, salt: random(32), seen });
  const item = await seal();
  const named = { ...author.epochKey, announcement: undefined };

  const device = await median(() => {
    const batch = askForTokens(keys.publicKey, info, BATCH_TOKENS, random);
    return takeTokens(keys.publicKey, info, batch, issued);
  });
  const venue = await median(() => issue(keys, info, asked.blinded, random));
  const post = await median(async () => sign(posting.seed, postingStatement(token, await seal())));
  // Turn and turn about: a busy machine is as busy for the one as for the other.
  const [sealed, attributed] = await medians(seal, () => say(room, author, text, { epochKey: named }));
  const check = await median(() => isIssued(keys, info, token) && postingStatement(token, item));
  const batch = `a batch of ${BATCH_TOKENS} tokens`;
  return [
    atMost(`${batch}: the device's part`, 'ms', device, BATCH_OF_DEVICE_MS_MAX),
    atMost(`${batch}: the venue's part`, 'ms', venue, BATCH_OF_VENUE_MS_MAX),
    atMost('an unattributed post: sealed and signed', 'ms', post, POST_OF_DEVICE_MS_MAX),
    timesOf('seal an unattributed statement, 50 seats, 3 parties', 'ms', sealed, attributed, {
      atMost: SEAL_TIMES_MAX,
    }),
    atMost("an unattributed post: the venue's check of its token", 'ms', check, CHECK_OF_VENUE_MS_MAX),
  ];
}

async function median(work: () => unknown): Promise<number> {
  const [only] = await medians(work);
  return only as number;
}

async function medians<Works extends readonly (() => unknown)[]>(
  ...works: Works
): Promise<{ [At in keyof Works]: number }> {
  const times: number[][] = works.map(() => []);
  for (let round = -3; round < ROUNDS; round++) {
    for (const [at, work] of works.entries()) {
      const started = performance.now();
      await work();
      if (round >= 0) times[at]?.push(performance.now() - started);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[ROUNDS / 2]) as { [At in keyof Works]: number };
}
