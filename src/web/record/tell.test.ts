import { beforeAll, describe, expect, test, vi } from 'vitest';
import { idText } from '../../base/ids.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import { RECORD_KINDS } from '../../records/registry.ts';
import { assemble } from '../../records/rehearsal-newcomer.ts';
import { bytes, charterOf, PARTIES, rehearse } from '../../records/rehearsal-room.ts';
import type { TimelineItem } from '../../records/timeline.ts';
import { recordWindow } from '../engine/record-window.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { loadMessages } from '../messages/messages.ts';
import { blocksOf, keptBlocks, keptLines } from './blocks.ts';
import { tell } from './tell.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

const language = 'en';
const said = (text: string) => ({ text, language, inReplyTo: undefined, conveyance: undefined });

function viewOf(room: ChannelProjection) {
  return { channel: room.channel, process: '10'.repeat(16), projection: shortProjection(room), disclosed: {} };
}

function told(room: ChannelProjection, count = 1): readonly string[] {
  const { lines } = recordWindow(room, { from: -count, count });
  return lines.map((line) => tell({ room: viewOf(room), line }).text.replace(/[\u2068\u2069]/gu, ''));
}

const clock = { local: '2026-11-24T09:30', zone: 'Europe/Lisbon', instant: 5 };
const plan = { title: 'Round two', purpose: '', start: clock, end: { ...clock, instant: 9 }, place: '', agenda: [] };

describe('every line has a sentence', () => {
  test.each(RECORD_KINDS.map(({ kind }) => kind))('an entry of kind %s', (name) => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'statement', said('Half.'));
    // Whatever it is about: a sentence stands even where that is not here.
    room.timeline.push({ kind: 'entry', position: 9 as never, name, entry: idText(entry), about: 'ab'.repeat(32) });
    const [sentence = ''] = told(room);
    expect(sentence).toMatch(/\S.+/);
    expect(sentence).not.toContain('undefined');
  });

  const by = '20'.repeat(16);
  const party = '11'.repeat(16);
  const ITEMS: { readonly [Kind in Exclude<TimelineItem['kind'], 'entry'>]: Partial<TimelineItem> } = {
    founded: { by },
    'charter-received': { by },
    'party-added': { by, party },
    'seat-admitted': { by, seat: '21'.repeat(16) },
    'seat-handed-over': { by, from: '21'.repeat(16), to: '22'.repeat(16) },
    'seat-removed': { by, seat: '21'.repeat(16) },
    'party-key-renewed': { by, party, generation: 2 },
    'rules-tightened': {},
    'stretch-ended': {},
    'epoch-turned': { by, epoch: 3 },
    'from-a-newer-version': { entry: 'ab'.repeat(16), tag: 99, version: 1 },
    'box-closed': { about: null, ballots: 3 },
    refused: { reason: 'NOT_THE_AUTHOR' },
  };
  test.each(Object.entries(ITEMS))('what happens to the room: %s', (kind, rest) => {
    const { room } = rehearse();
    room.timeline.push({ kind, position: 9, ...rest } as TimelineItem);
    const [sentence = ''] = told(room);
    expect(sentence).toMatch(/^[A-Za-z“].+[.:]$/);
    expect(sentence).not.toContain('undefined');
  });

  test.each([
    'UNREADABLE',
    'SHREDDED',
    'STALE',
    'REPLAYED',
    'HANDSHAKE_REFUSED',
    'OUTSIDE_ITS_BOX',
    'ON_HOLD',
  ] as const)('why something was skipped: %s', (reason) => {
    const { room } = rehearse();
    room.timeline.push({ kind: 'refused', position: 9 as never, reason });
    expect(told(room)[0]).not.toContain('nobody thought of');
  });
});

describe('sentences say what happened', () => {
  test('ideas, meetings and undertakings', () => {
    const { room, post } = rehearse();
    const { entry: idea } = post('nils', 'idea', { title: 'Share it', text: '', language });
    post('sara', 'idea-argument', { idea, side: 'against', text: 'Too dry.', language });
    const { entry: meeting } = post('ada', 'meeting', plan);
    post('ada', 'meeting-outcome', { meeting, outcome: 'cancelled', note: '' });
    const { entry: undertaking } = post('nils', 'undertaking', {
      party: PARTIES.north,
      what: 'Open the sluice',
      byWhen: '2026-12-01',
      howVerified: '',
    });
    post('nora', 'undertaking-update', { undertaking, status: 'partly kept', note: '' });
    expect(told(room, 6)).toEqual([
      'nils (north) put up an idea: “Share it”.',
      'sara (south) argued against the idea “Share it”.',
      'ada (secretariat) proposed a meeting: “Round two”, Tue, 24 November 2026 at 09:30 · Lisbon.',
      'ada (secretariat) noted that the meeting “Round two” will not be held.',
      'north undertook to do this by 1 December 2026: Open the sluice',
      'nora (north) noted of an undertaking of north that it is partly kept: Open the sluice',
    ]);
  });

  test('each leads to where it is at home', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'idea', { title: 'Share it', text: '', language });
    post('nils', 'withdrawal', { entry });
    const { lines } = recordWindow(room, { from: -1, count: 1 });
    expect(tell({ room: viewOf(room), line: lines[0] as never }).home?.route).toEqual({
      at: 'room',
      channel: room.channel,
      view: 'ideas',
      entry: idText(entry),
    });
  });

  test('what is about something from before one’s time is shown as that, with its words', () => {
    const all = assemble(['ada', 'nils', 'sara']);
    const { entry: idea } = all.whole.post('nils', 'idea', { title: 'Tea', text: '', language });
    const [newcomer] = all.admit();
    all.post('sara', { kind: 'idea-argument', content: { idea, side: 'for', text: 'Never wrong.', language } });
    const room = newcomer?.room as ChannelProjection;
    const { lines } = recordWindow(room, { from: -1, count: 1 });
    const { text, said } = tell({ room: viewOf(room), line: lines[0] as never });
    expect(text).toContain('argued for an idea from before your time:');
    expect(said).toEqual({ text: 'Never wrong.', language });
  });
});

describe('blocks', () => {
  test('technical steps that follow each other are one', () => {
    const { room, post, handshake } = rehearse();
    post('nils', 'statement', said('One.'));
    for (const _ of [1, 2, 3]) handshake(charterOf(['ada', 'nils', 'nora', 'sara']));
    post('nils', 'statement', said('Two.'));
    const { lines } = recordWindow(room, { from: 0, count: 400 });
    const blocks = blocksOf({ room: viewOf(room), lines, newFrom: lines.length - 1 });
    expect(blocks.slice(-5).map(({ kind }) => kind)).toEqual(['day', 'words', 'steps', 'new', 'words']);
    expect(blocks.find(({ kind }) => kind === 'steps')).toMatchObject({ steps: { length: 3 } });
  });

  test('a day begins once, whatever the clocks of authors say', () => {
    const { room, post } = rehearse();
    const times = [0, 86_400_000, 1_000, 90_000_000];
    for (const [at, time] of times.entries()) {
      const { entry } = post('nils', 'statement', said(`${at}`));
      Object.assign(room.entries[idText(entry)] ?? {}, { time: 1_800_000_000_000 + time });
    }
    const { lines } = recordWindow(room, { from: -4, count: 4 });
    const kinds = blocksOf({ room: viewOf(room), lines, newFrom: undefined }).map(({ kind }) => kind);
    expect(kinds).toEqual(['day', 'words', 'day', 'words', 'words', 'words']);
  });

  test('only lines that say something else are set again', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'statement', said('One.'));
    post('nils', 'statement', said('Two.'));
    const window = () => structuredClone(recordWindow(room, { from: 0, count: 400 }).lines);
    const before = window();
    post('nils', 'amendment', { statement: entry, text: 'Rather one.', language, conveyance: undefined });
    const after = keptLines(before, window());
    const same = after.map((line, at) => line === before[at]);
    expect(same.slice(-3)).toEqual([false, true, false]);
    expect(after.at(-3)?.statement?.text).toBe('Rather one.');
    const set = (lines: typeof before) => blocksOf({ room: viewOf(room), lines, newFrom: undefined });
    const blocks = set(before);
    const again = keptBlocks(blocks, set(after));
    expect(again.slice(-3).map((block) => blocks.includes(block))).toEqual([false, true, false]);
  });

  test('bytes of a key do not hide in a sentence', () => {
    const { room, post } = rehearse();
    post('ada', 'fact', {
      fact: bytes(16, 7) as never,
      title: 'The talks exist',
      statuses: {
        room: 'disclosed',
        otherRooms: 'withheld',
        principals: 'withheld',
        press: 'unclear',
        public: 'unclear',
      },
      ifAsked: '',
    });
    expect(told(room)).toEqual(['ada (secretariat) entered a line on the disclosure board: “The talks exist”.']);
  });
});
