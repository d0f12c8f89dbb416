import { describe, expect, test } from 'vitest';
import { SCRIPT_BYTES_MAX } from './limits.ts';
import { readScript } from './read-script.ts';
import { printProblems } from './script-problem.ts';

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
    purpose: To talk.
    track: official
    rule: on the record
    opened-by: convener
    seats: [northerner]
  later:
    title: Later
    purpose: To talk later.
    track: unofficial
    rule: Chatham House
    opened-by: convener
    seats: [northerner]
acts:
`;
const FIRST = HEAD.split('\n').length;

/** The problems of HEAD with these lines as its acts, as "line:column CODE" with lines counted from the first act. */
function faults(...acts: string[]): string[] {
  const read = readScript(`${HEAD}${acts.map((line) => `  ${line}\n`).join('')}`);
  if (read.kind === 'script') return [];
  return read.problems.map(({ line, column, code }) => `${line - FIRST + 1}:${column} ${code}`);
}

/** The same for a change somewhere in the head, with lines of the file. */
function faultsOf(from: string, to: string): string[] {
  const text = `${HEAD}  - act: One\n`.replace(from, to);
  expect(text).toContain(to);
  const read = readScript(text);
  return read.kind === 'script' ? [] : read.problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

const SAY = '- say: { by: northerner, in: table, text: Good morning. }';

describe('a script that can be played', () => {
  test('keeps its steps in order, with their lines', () => {
    const read = readScript(`${HEAD}  - act: One\n  ${SAY}\n  - at: 2031-03-04T10:00 Europe/Zurich\n`);
    expect(read.kind).toBe('script');
    if (read.kind !== 'script') return;
    expect(read.script.steps.map(({ does }) => does.kind)).toEqual(['act', 'action', 'time passes']);
    expect(read.script.steps.map(({ line }) => line)).toEqual([FIRST, FIRST + 1, FIRST + 2]);
  });

  test('may stand for a repeated list by an alias', () => {
    expect(faultsOf('seats: [northerner]', 'seats: &both [northerner, southerner]')).toEqual([]);
  });
});

describe('what the form of a step is told', () => {
  test.each([
    ['an unknown verb', ['- syy: { by: northerner, in: table, text: Hello }'], '1:5 UNKNOWN_KEY'],
    ['an unknown key of a step', ['- say: { by: northerner, in: table, txt: Hello, text: Hi }'], '1:39 UNKNOWN_KEY'],
    [
      'a comma that begins a new key',
      ['- say: { by: northerner, in: table, text: Yes, of course. }'],
      '1:50 UNKNOWN_KEY',
    ],
    ['a missing key', ['- say: { by: northerner, in: table }'], '1:10 MISSING_KEY'],
    ['a word that is none', ['- say: { by: northerner, in: table, text: Hi, as: deniably }'], '1:53 UNKNOWN_WORD'],
    ['a number for a text', ['- say: { by: northerner, in: table, text: 12 }'], '1:45 WRONG_SHAPE'],
    ['an empty text', ['- say: { by: northerner, in: table, text: "" }'], '1:45 WRONG_SHAPE'],
    ['a text for a block', ['- say: Good morning'], '1:10 WRONG_SHAPE'],
    [
      'two things in one step',
      ['- say: { by: northerner, in: table, text: Hi }', '  act: Two'],
      '2:5 ONE_THING_A_STEP',
    ],
    ['nothing in a step', ['- id: nothing'], '1:5 ONE_THING_A_STEP'],
    ['an expectation of no kind', ['- expect: { who: northerner, saw: greeting }'], '1:13 UNKNOWN_KEY'],
    [
      'an expectation with a stray key',
      ['- expect: { who: northerner, knows-of: table, why: so }'],
      '1:49 UNKNOWN_KEY',
    ],
    [
      'a code in small letters',
      [`- expect: { refused: { turn: { by: convener, in: table } }, because: so }`],
      '1:72 WRONG_SHAPE',
    ],
    [
      'two steps to be refused',
      ['- expect:', '    refused: { open: later, turn: { by: convener, in: table } }', '    because: NO'],
      '2:16 ONE_THING_A_STEP',
    ],
  ])('%s', (_, acts, expected) => {
    expect(faults(...acts)).toEqual([expected]);
  });
});

describe('what names are told', () => {
  test.each([
    ['a person that there is not', ['- say: { by: northener, in: table, text: Hi }'], '1:16 UNKNOWN_NAME'],
    ['a channel that there is not', ['- say: { by: northerner, in: tabel, text: Hi }'], '1:32 UNKNOWN_NAME'],
    [
      'a step that there is not',
      ['- say: { by: northerner, in: table, text: Hi, answers: none }'],
      '1:58 UNKNOWN_NAME',
    ],
    ['a name that is taken', ['- id: one', `  ${SAY.slice(2)}`, '- id: one', `  ${SAY.slice(2)}`], '3:9 NAME_TAKEN'],
    [
      'a step of another kind',
      ['- id: one', `  ${SAY.slice(2)}`, '- minutes: { by: convener, of: one, text: Hi }'],
      '3:34 WRONG_KIND',
    ],
    [
      'a count of what comes to none',
      [
        '- id: one',
        '  sounding: { by: convener, in: table, question: Well? }',
        '- expect: { sounding: one, comes: to nothing yet, ballots: 2 }',
      ],
      '3:37 WRONG_KIND',
    ],
    ['a name for what cannot be referred to', ['- id: one', '  act: Two'], '1:9 WRONG_KIND'],
    ['somebody who does not sit there', ['- say: { by: southerner, in: table, text: Hi }'], '1:16 NOT_SEATED'],
    [
      'a channel before it is opened',
      ['- say: { by: northerner, in: later, text: Hi }', '- open: later'],
      '1:32 NOT_OPEN',
    ],
    ['a channel that is opened twice', ['- open: later', '- open: later'], '2:11 NAME_TAKEN'],
    ['somebody after a removal', ['- remove: { by: convener, in: table, who: northerner }', SAY], '2:16 NOT_SEATED'],
    ['a second admission', ['- admit: { by: convener, in: table, who: northerner }'], '1:44 NAME_TAKEN'],
  ])('%s', (_, acts, expected) => {
    expect(faults(...acts)).toEqual([expected]);
  });

  test('somebody after an admission is welcome', () => {
    const admit = '- admit: { by: convener, in: table, who: southerner }';
    expect(faults(admit, '- say: { by: southerner, in: table, text: Hi }')).toEqual([]);
  });

  test('a removed seat may still try what is to be refused', () => {
    const remove = '- remove: { by: convener, in: table, who: northerner }';
    expect(faults(remove, `- expect: { refused: ${SAY.replace('- say', '{ say')} }, because: NOT_SEATED }`)).toEqual(
      [],
    );
  });
});

describe('what times are told', () => {
  test.each([
    ['no zone', ['- at: 2031-03-04T10:00'], '1:9 BAD_TIME'],
    ['a zone that there is not', ['- at: 2031-03-04T10:00 Europe/Atlantis'], '1:9 BAD_TIME'],
    ['an hour that the clocks skip', ['- at: 2025-03-30T02:30 Europe/Zurich'], '1:9 BAD_TIME'],
    ['a time that goes back', ['- at: 2031-03-04T10:00 UTC', '- at: 2031-03-03T10:00 UTC'], '2:9 TIME_GOES_BACK'],
    [
      'a day that there is not',
      ['- undertake: { by: northerner, in: table, what: Hi, due: 2031-02-30 }'],
      '1:60 BAD_TIME',
    ],
  ])('%s', (_, acts, expected) => {
    expect(faults(...acts)).toEqual([expected]);
  });
});

describe('what the head is told', () => {
  test.each([
    [
      'a party that there is not',
      'role: Northerner, party: north',
      'role: Northerner, party: nort',
      '9:42 UNKNOWN_NAME',
    ],
    [
      'a second secretariat',
      'north: { name: North }',
      'north: { name: North, secretariat: true }',
      '5:3 ONE_SECRETARIAT',
    ],
    ['a quorum out of reach', 'title: Small talks }', 'title: Small talks, quorum: 3 }', '2:53 QUORUM_TOO_HIGH'],
    ['a track that there is not', 'track: official', 'track: 2', '15:12 UNKNOWN_WORD'],
    ['a name with capitals', '  north: {', '  North: {', '5:3 WRONG_SHAPE'],
    ['another version', 'rehearsal: 1', 'rehearsal: 2', '1:12 UNKNOWN_WORD'],
    ['a key twice', 'rehearsal: 1', 'rehearsal: 1\nrehearsal: 1', '2:1 NOT_YAML'],
    ['something that is no YAML', 'seats: [northerner]', 'seats: [northerner', '19:3 NOT_YAML'],
    ['a tag', 'title: Small talks', 'title: !!js/function Small talks', '2:32 NOT_YAML'],
  ])('%s', (_, from, to, expected) => {
    expect(faultsOf(from, to)).toEqual([expected]);
  });

  test('aliases that multiply are refused before they do', () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `  a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
    );
    const read = readScript(`bomb:\n  a0: &a0 [x]\n${rows.join('\n')}\n`);
    expect(read).toMatchObject({ kind: 'problems', problems: [{ code: 'TOO_MANY_ALIASES', line: 1, column: 1 }] });
  });

  test('a script that is too large is refused unread', () => {
    const read = readScript('#'.repeat(SCRIPT_BYTES_MAX + 1));
    expect(read).toMatchObject({ kind: 'problems', problems: [{ code: 'TOO_LARGE' }] });
  });

  test.each(['', '[]', 'hello', 'null'])('a file that holds %j is told what is missing', (text) => {
    expect(readScript(text)).toMatchObject({
      kind: 'problems',
      problems: [{ code: 'WRONG_SHAPE', line: 1, column: 1 }],
    });
  });
});

describe('how problems are printed', () => {
  test('with the place, the likely word, the line and a mark', () => {
    const text = `${HEAD}  - say: { by: northener, in: table, text: Hi }\n`;
    const read = readScript(text);
    const printed = read.kind === 'problems' ? printProblems('talks.yaml', text, read.problems) : '';
    expect(printed).toBe(
      `talks.yaml:${FIRST}:16: There is no person “northener”. Did you mean “northerner”? [UNKNOWN_NAME]\n` +
        `  ${FIRST} |   - say: { by: northener, in: table, text: Hi }\n` +
        '     |                ^\n',
    );
  });
});
