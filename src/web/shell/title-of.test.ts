import { beforeAll, expect, test, vi } from 'vitest';
import { loadMessages, m } from '../messages/messages.ts';
import { PROCESS_VIEWS, ROOM_VIEWS, type Route } from '../routes.ts';
import { titleOf } from './title-of.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

const id = 'ab'.repeat(16);

test('the window says where one is, and of which room or process no word', () => {
  expect(titleOf({ at: 'today' }, m)).toBe('Today · Pourparler');
  expect(titleOf({ at: 'room', channel: id, view: 'ideas', entry: undefined }, m)).toBe('Ideas · Pourparler');
  expect(titleOf({ at: 'process', process: id, view: 'board' }, m)).toBe('Disclosure board · Pourparler');
});

test('no two places are called the same, but for the people of a room and of a process', () => {
  const places: Route[] = [
    { at: 'today' },
    { at: 'open-process' },
    { at: 'join' },
    { at: 'settings' },
    { at: 'example' },
    ...PROCESS_VIEWS.map((view) => ({ at: 'process', process: id, view }) as const),
    ...ROOM_VIEWS.map((view) => ({ at: 'room', channel: id, view, entry: undefined }) as const),
  ];
  const titles = places.map((place) => titleOf(place, m));
  expect(new Set(titles).size).toBe(places.length);
});
