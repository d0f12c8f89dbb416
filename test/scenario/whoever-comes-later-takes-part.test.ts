import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toHex } from '../../src/base/text-encodings.ts';
import { COMMANDS } from '../../src/cli/commands/all.ts';
import { pourparler } from '../../src/cli/pourparler.ts';
import type { Seat } from '../../src/client/seat.ts';
import { rosterInForce } from '../../src/records/roster/roster-slice.ts';
import { capturedTerminal } from '../support/captured-terminal.ts';
import { House, heard, type Person, partyNamed, rest, say, until } from '../support/house.ts';

let house: House;
let hers: Seat;
let his: Seat;
let nina: Person;
let newcomer: Seat;

const plan = (seat: Seat) => ({
  processName: 'Harbour talks',
  quorum: 2,
  parties: ['Arvelia', 'Kestria'].map((name) => ({ party: partyNamed(seat, name), label: name })),
});

/** Two parties have opened a public space; then Nina comes for one of them, and reads from now on. */
beforeEach(async () => {
  house = await House.open();
  const [anna, boris] = [await house.person('Anna'), await house.person('Boris')];
  nina = await house.person('Nina');
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
  for (const seat of [hers, his]) await seat.disclosure.roster.offerConsentKey();
  await rest(hers, his);
  await hers.disclosure.roster.draft(plan(hers));
  for (const seat of [hers, his]) {
    await rest(seat);
    await seat.disclosure.roster.sign();
  }
  await rest(hers, his);
  await hers.disclosure.roster.open({ slug: 'harbour', convenerToken: house.token });
  newcomer = await house.seat(hers, nina, { party: 'Kestria', readsFrom: 'now' });
  await rest(hers, his, newcomer);
}, 30_000);
afterEach(async () => {
  await house.close();
});

const inForce = (seat: Seat) => rosterInForce(seat.projection.rosters)?.digest;
const stateOf = (seat: Seat, digest: Uint8Array) => seat.projection.disclosures.byDigest[toHex(digest)]?.state.kind;
const refusedSince = (seat: Seat, position: number) => seat.projection.refused.filter((one) => one.position > position);

test('[RECORD-7] the roster reaches a consent holder who comes later, who endorses the next and consents', async () => {
  await until(async () => {
    await rest(hers, his, newcomer);
    return inForce(newcomer) !== undefined;
  });
  expect(inForce(newcomer)).toBe(inForce(hers));
  const said = hers.projection.timeline.filter((item) => item.kind === 'entry' && item.name === 'roster-opened');
  expect(said).toHaveLength(2);

  // Kestria will be spoken for by her.
  await newcomer.disclosure.roster.offerConsentKey();
  await rest(hers, his, newcomer);
  await hers.disclosure.roster.draft(plan(hers));
  for (const seat of [hers, his, newcomer]) {
    await rest(seat);
    await seat.disclosure.roster.sign().catch(() => {});
  }
  await rest(hers, his, newcomer);
  await hers.disclosure.roster.open({ slug: 'harbour', convenerToken: house.token });
  await rest(hers, his, newcomer);
  expect(inForce(newcomer)).toBe(inForce(hers));

  const { entry } = await say(hers, 'The harbour opens on Sundays.');
  await rest(hers, his, newcomer);
  const digest = await hers.disclosure.round.propose({
    kind: 'joint statement',
    texts: [{ language: 'en', title: 'The harbour', text: 'The harbour opens on Sundays.' }],
    claims: [{ entry, label: 'Opening days' }],
    showParties: true,
  });
  for (const seat of [hers, newcomer]) {
    await rest(seat);
    await seat.disclosure.round.consent(digest);
  }
  await until(async () => {
    await rest(hers, his, newcomer);
    return stateOf(newcomer, digest) === 'released';
  });
  expect([hers, his].map((seat) => stateOf(seat, digest))).toEqual(['released', 'released']);
  expect(newcomer.projection.disclosures).toEqual(hers.projection.disclosures);
  // Boris signed with a key that speaks for his party no more; everybody skips that.
  const from = newcomer.projection.room.readsFromPosition;
  // That a party has signed a release before, only who has read everything can hold against it: two of hers may do so.
  const broken = (seat: Seat) => refusedSince(seat, from).filter(({ reason }) => reason === 'BAD_SIGNATURE');
  expect(broken(newcomer)).not.toEqual([]);
  expect(broken(newcomer)).toEqual(broken(hers));
}, 40_000);

test('[RECORD-7] back from her phrase she reads what she read, and is shown answers to what she did not', async () => {
  const before = hers.projection.room.readsFromPosition;
  expect([before, newcomer.projection.room.readsFromPosition > 0]).toEqual([0, true]);
  await say(hers, 'Since she came.');
  await rest(hers, his, newcomer);
  await newcomer.keepInVault();
  const again = await house.newDevice('Nina').recover(nina.participant.phrase, house.url);
  const back = again.participant.seat(newcomer.identity.channel) as Seat;
  await rest(back, hers, his);
  // What stands before her admission was sealed to others, whichever device she reads it on.
  expect(back.projection.room.readsFromPosition).toBeGreaterThan(0);
  const draft = hers.projection.timeline.find((item) => item.kind === 'entry' && item.name === 'roster-draft');
  const inReplyTo = Uint8Array.from(Buffer.from(draft?.kind === 'entry' ? draft.entry : '', 'hex'));
  await his.post('statement', { text: 'To the draft.', language: 'en', inReplyTo, conveyance: undefined } as never);
  await rest(back, hers, his);
  expect(heard(back)).toEqual(['Since she came.', 'To the draft.']);
  expect(heard(hers)).toEqual(heard(back));
  expect(inForce(back)).toBe(inForce(hers));
}, 40_000);

test('[RECORD-7] a rehearsal with somebody who reads from now on: everyone agrees', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pourparler-later-'));
  const script = join(import.meta.dirname, 'whoever-comes-later.yaml');
  const { terminal, text } = capturedTerminal();
  const code = await pourparler(COMMANDS, ['rehearse', script, '--out', folder], terminal);
  rmSync(folder, { recursive: true, force: true });
  expect(text('out').match(/^ {2}✗.*\n.*/gmu) ?? []).toEqual([]);
  expect(code).toBe(0);
}, 60_000);
