import { beforeAll, expect, test, vi } from 'vitest';
import { loadMessages, m } from '../messages/messages.ts';
import { placesOf } from './places.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

const process = 'ab'.repeat(16);
const channel = 'cd'.repeat(16);

test('a process has its places between Today and the settings; where one is in none, these two stand alone', () => {
  const icons = (of: string | undefined) => placesOf({ at: 'today' }, of, m.shell).map(({ icon }) => icon);
  expect(icons(process)).toEqual(['today', 'process', 'rooms', 'board', 'people', 'settings']);
  expect(icons(undefined)).toEqual(['today', 'settings']);
});

test.each([
  [{ at: 'today' }, 'today'],
  [{ at: 'settings' }, 'settings'],
  [{ at: 'process', process, view: 'board' }, 'board'],
  [{ at: 'room', channel, view: 'record', entry: undefined }, 'rooms'],
] as const)('%j is at one of them: %s', (route, icon) => {
  expect(placesOf(route, process, m.shell).filter(({ isHere }) => isHere)).toMatchObject([{ icon }]);
});
