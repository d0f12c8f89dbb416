import { expect, test } from 'vitest';
import { type ChannelProjection, emptyProjection } from '../../records/projection.ts';
import { CHANNEL, rehearse, type SeatName } from '../../records/rehearsal-room.ts';
import { contactsByDay, isContact } from './contacts-by-day.ts';

const said = { text: 'We could live with half.', language: 'en', inReplyTo: undefined, conveyance: undefined };
/** The day on which the rehearsal's room speaks. */
const DAY = '2027-01-15';
const clock = (local: string) => ({ local, zone: 'Europe/Oslo', instant: Date.parse(`${local}Z`) });

test('counts that people turn to each other, and not what is kept for the files', () => {
  const { room, post } = rehearse();
  post('nils', 'statement', said);
  post('sara', 'idea', { title: 'Half', text: '', language: 'en' });
  post('nora', 'outside-event', { title: 'Fair', on: '2031-03-01', until: undefined, place: '', source: '' });
  expect(contactsByDay(room, 'UTC')).toEqual({ [DAY]: 2 });
  expect(contactsByDay(room, 'Pacific/Kiritimati')).toEqual({ [DAY]: 2 });
  expect(contactsByDay(room, 'Pacific/Pago_Pago')).toEqual({ '2027-01-14': 2 });
  expect(['party-key', 'roster-offer', 'audit-share', 'shredding', 'fact'].filter(isContact)).toEqual([]);
});

test('counts each day of a meeting that was held, and none of one that was only planned', () => {
  const { room, post } = rehearse();
  const plan = { title: 'Round', purpose: '', place: '', agenda: [] };
  const days = { start: clock('2027-03-27T09:00'), end: clock('2027-03-29T12:00') };
  const { entry } = post('ada', 'meeting', { ...plan, ...days });
  expect(contactsByDay(room, 'UTC')).toEqual({ [DAY]: 1 });
  post('ada', 'meeting-outcome', { meeting: entry, outcome: 'held', note: '' });
  expect(contactsByDay(room, 'UTC')).toEqual({ [DAY]: 1, '2027-03-27': 1, '2027-03-28': 1, '2027-03-29': 1 });
});

test('counts no entry whose time nobody could mean', () => {
  const { room, post } = rehearse();
  post('nils', 'statement', said);
  for (const view of Object.values(room.entries)) view.time = Number.MAX_SAFE_INTEGER;
  expect(contactsByDay(room, 'UTC')).toEqual({});
});

test('finds none in a room of one party, nor in one that is empty', () => {
  const alone: SeatName[] = ['nils', 'nora'];
  const { room, post } = rehearse({}, alone);
  post('nils', 'statement', said);
  expect(contactsByDay(room, 'UTC')).toEqual({});
  expect(contactsByDay(emptyProjection(CHANNEL), 'UTC')).toEqual({});
});

test('counts ten thousand entries within a frame', () => {
  const { room } = rehearse();
  const entries: ChannelProjection['entries'] = {};
  for (let n = 0; n < 10_000; n++) {
    entries[`${n}`] = {
      name: 'statement',
      time: Date.UTC(2031, 0, 1) + n * 3_000_000,
    } as ChannelProjection['entries'][string];
  }
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    contactsByDay({ ...room, entries }, 'Europe/Oslo');
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});
