import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/all.ts';
import { pourparler } from '../../src/cli/pourparler.ts';
import type { Transcript } from '../../src/cli/rehearsal/transcript.ts';
import { capturedTerminal } from '../support/captured-terminal.ts';

const root = join(import.meta.dirname, '../..');
/** On a slow machine that does other things too. */
const EXAMPLE_MS_MAX = 40_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pourparler-rehearsals-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { terminal, text } = capturedTerminal();
  const code = await pourparler(COMMANDS, words, terminal);
  return { code, out: text('out'), err: text('err') };
}

describe.each(globSync('examples/*.yaml', { cwd: root }).sort())('%s', (file) => {
  const name = file.replace(/\W+/gu, '-');
  let played: Awaited<ReturnType<typeof run>>;

  test('[CONSENT-1] [OPEN-1] plays to its end, and everything that it expects is so', {
    timeout: EXAMPLE_MS_MAX,
  }, async () => {
    played = await run('rehearse', join(root, file), '--out', join(folder, name));
    expect(played.out.match(/^ {2}✗.*\n.*/gmu) ?? []).toEqual([]);
    expect(played).toMatchObject({ code: 0, err: `Written to ${join(folder, name)}.\n` });
  });

  test('[OPEN-2] leaves communiqués that anyone can verify, against the log as files', async () => {
    const keys = ['--venue-key', join(folder, name, 'venue.vkey'), '--process-key', join(folder, name, 'process.vkey')];
    const communiques = globSync('communiques/*.json', { cwd: join(folder, name) });
    expect(communiques.length).toBeGreaterThanOrEqual(2);
    for (const communique of communiques) {
      const log = ['--log', join(folder, name, 'log')];
      const { code, out } = await run('verify', join(folder, name, communique), ...keys, ...log);
      expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/, word for word, what /u) });
    }
    const audit = await run(
      'verify',
      'log',
      join(folder, name, 'log'),
      '--venue-key',
      join(folder, name, 'venue.vkey'),
    );
    expect(audit.code).toBe(0);
  });

  test('leaves a transcript in which nobody sees a channel that they do not sit in', () => {
    const transcript = JSON.parse(readFileSync(join(folder, name, 'transcript.json'), 'utf8')) as Transcript;
    expect(transcript.format).toBe('pourparler-transcript/1');
    const all = transcript.seats.flatMap(({ channels }) => channels);
    const entries = all.flatMap((channel) => channel.entries);
    // What was carried into another channel is meant to be seen there.
    const carried = new Set(entries.flatMap(({ kind, text }) => (kind === 'put-forward' ? [text] : [])));
    for (const { person, channels } of transcript.seats) {
      const known = new Set(channels.map(({ title }) => title));
      const shown = JSON.stringify(channels);
      const elsewhere = all.filter(({ title }) => !known.has(title)).flatMap((channel) => channel.entries);
      const secret = elsewhere.flatMap(({ text }) =>
        text === null || text.length < 20 || carried.has(text) ? [] : [text],
      );
      const leaked = secret.filter((text) => shown.includes(JSON.stringify(text)));
      expect({ person, leaked }).toEqual({ person, leaked: [] });
    }
    expect(all.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});

const HEAD = `rehearsal: 1
process: { name: small, title: Small talks }
parties:
  secretariat: { name: The secretariat, secretariat: true }
  north: { name: North }
  south: { name: South }
people:
  convener: { role: Convener, party: secretariat }
  northerner: { role: Northerner, party: north }
  southerner: { role: Southerner, party: south }
channels:
  table:
    title: The table
    purpose: To talk in the open.
    track: official
    rule: on the record
    opened-by: convener
    seats: [northerner, southerner]
  cellar:
    title: The cellar
    purpose: To talk below it.
    track: unofficial
    rule: Chatham House
    opened-by: convener
    seats: [northerner]
acts:
  - id: greeting
    say: { by: northerner, in: cellar, text: Good morning down here. }
  - id: carried
    transfer: { by: northerner, of: greeting, to: table }
`;

/** Plays HEAD and these steps, and says what did not hold. */
async function failures(...steps: string[]): Promise<string[]> {
  const file = join(folder, 'small.yaml');
  writeFileSync(file, `${HEAD}${steps.map((step) => `  - ${step}\n`).join('')}`);
  const { code, out } = await run('rehearse', file, '--json');
  const result = JSON.parse(out) as { ok: boolean; failures?: { why: string }[]; message?: string };
  expect(code).toBe(result.ok ? 0 : 1);
  return result.failures?.map(({ why }) => why) ?? [result.message ?? ''];
}

describe('an expectation that is not so fails the rehearsal', () => {
  const WRONG: readonly [step: string, why: RegExp][] = [
    ['expect: { who: northerner, does-not-know-of: cellar }', /northerner has a seat in cellar/u],
    ['expect: { who: southerner, knows-of: cellar }', /southerner has no seat in cellar/u],
    ['expect: { who: southerner, sees: greeting }', /southerner does not see it/u],
    ['expect: { who: southerner, sees: carried, by: convener }', /sees it as by “Northerner”/u],
    ['expect: { who: southerner, sees: carried, without: author }', /sees whose it first was/u],
    ['expect: { who: southerner, sees: carried, as: deniable }', /sees it as on the record/u],
    ['expect: { who: southerner, does-not-see: greeting }', /the words of “greeting” are on a screen/u],
    ['expect: { who: southerner, reads-nothing-after: carried }', /nothing came after it/u],
    ['expect: { venue-holds-none-of: [log-entries-of-nobody, SQLite format 3] }', /holds “SQLite format 3”/u],
    ['expect: { refused: { turn: { by: convener, in: table } }, because: NOT_SEATED }', /it was not refused/u],
  ];

  // In one play: each is told of, and none keeps those after it from being looked at.
  test('with its reason', { timeout: EXAMPLE_MS_MAX }, async () => {
    const told = await failures(...WRONG.map(([step]) => step));
    expect(told).toEqual(WRONG.map(([, why]) => expect.stringMatching(why)));
  });

  test('[ASK-1] [REACT-3] a question is asked and answered, and words are reacted to by name and by nobody', {
    timeout: EXAMPLE_MS_MAX,
  }, async () => {
    const steps = [
      'ask: { by: northerner, in: table, text: Does the dam have to come first?, to: south }\n    id: asked',
      'expect: { who: southerner, sees: asked, by: northerner }',
      'say: { by: southerner, in: table, text: It has to come last., answers: asked }\n    id: last',
      'react: { by: northerner, on: last, with: cannot live with it }',
      'react: { by: northerner, on: last, with: none }',
      'ask: { by: northerner, in: cellar, text: And down here?, as: unattributed }\n    id: below',
      'react: { by: northerner, on: below, with: needs thought, as: unattributed }',
      'expect: { refused: { react: { by: northerner, on: below, with: none, as: unattributed } }, because: ATTRIBUTION_NOT_ALLOWED }',
      'expect: { refused: { react: { by: northerner, on: last, with: agree, as: unattributed } }, because: ATTRIBUTION_NOT_ALLOWED }',
      'expect: { everyone-agrees-in: [table, cellar] }',
    ];
    expect(await failures(...steps)).toEqual([]);
    const file = join(folder, 'nobody-there.yaml');
    writeFileSync(file, `${HEAD}  - ask: { by: northerner, in: cellar, text: And you?, to: south }\n`);
    const { code, err } = await run('rehearse', file, '--check');
    expect(code).toBe(2);
    expect(err).toMatch(/Nobody of “south” sits in “cellar” at this point/u);
  });

  test('and the same, said rightly, holds', { timeout: EXAMPLE_MS_MAX }, async () => {
    const steps = [
      'expect: { who: southerner, does-not-know-of: cellar }',
      'expect: { who: [convener, northerner], knows-of: [cellar, table] }',
      'expect: { who: southerner, sees: carried, by: northerner, as: on the record }',
      'expect: { who: northerner, sees: greeting, as: deniable }',
      'expect: { everyone-agrees-in: [table, cellar] }',
      'expect: { venue-holds-none-of: what was said }',
    ];
    expect(await failures(...steps)).toEqual([]);
  });

  test('[RULES-8] [AND-14] a meeting begins under its own rule, and a text that nobody answers is ended', {
    timeout: EXAMPLE_MS_MAX,
  }, async () => {
    const meet = (where: string, rule: string) =>
      `meet: { by: convener, in: ${where}, title: Round, place: Orre, starts: 2031-03-05T10:00 Europe/Zurich, ends: 2031-03-05T12:00 Europe/Zurich, rule: ${rule} }`;
    const steps = [
      `{ id: round, ${meet('table', 'Chatham House')} }`,
      'stretch: { by: convener, in: table, rule: Chatham House, for: round }',
      '{ id: within, say: { by: southerner, in: table, text: Said at the meeting. } }',
      'expect: { stands-under: Chatham House, of: within }',
      'minutes: { by: convener, of: round, text: All came. }',
      'end-stretch: { by: convener, in: table }',
      `expect: { refused: { ${meet('cellar', 'on the record')} }, because: NOT_STRICTER }`,
      '{ id: gauge, propose-mediated: { by: convener, in: table, text: One gauge at the narrows. } }',
      'expect: { refused: { end-mediated: { by: northerner, of: gauge } }, because: NOT_THE_AUTHOR }',
      'expect: { proposal: gauge, is: awaiting }',
      'end-mediated: { by: convener, of: gauge }',
      'expect: { proposal: gauge, is: not completed }',
      'expect: { refused: { answer: { by: northerner, to: gauge, says: yes } }, because: PROPOSAL_STATE }',
    ];
    expect(await failures(...steps)).toEqual([]);
  });

  test('[KEYS-2] a removed seat is held against the keys that it still has', { timeout: EXAMPLE_MS_MAX }, async () => {
    const steps = [
      '{ id: first, say: { by: convener, in: table, text: The first of three. } }',
      '{ id: second, say: { by: convener, in: table, text: The second of three. } }',
      'remove: { by: convener, in: table, who: southerner }',
      'say: { by: convener, in: table, text: The third of three. }',
    ];
    const nothingAfter = (step: string) => `expect: { who: southerner, reads-nothing-after: ${step} }`;
    expect(await failures(...steps, nothingAfter('second'))).toEqual([]);
    const [why] = await failures(...steps, nothingAfter('first'));
    expect(why).toMatch(/southerner sees something later \(1\); the keys of southerner open what came later \(1\)/u);
  });

  test('a step that should succeed and does not ends it, with its line', { timeout: EXAMPLE_MS_MAX }, async () => {
    const step = 'disclose: { by: northerner, in: table, kind: update, texts: [{ language: en, title: A, text: B }] }';
    const line = HEAD.split('\n').length;
    expect(await failures(step)).toEqual([expect.stringMatching(new RegExp(`^Line ${line}: .*\\[NO_ROSTER\\]$`, 'u'))]);
  });
});
