import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './routes.ts';

const id = 'ab'.repeat(16);

test('every place of the app has an address, and the address leads back to it', () => {
  const places: Route[] = [
    { at: 'today' },
    { at: 'open-process' },
    { at: 'join' },
    { at: 'settings' },
    { at: 'example' },
    { at: 'process', process: id, view: 'board' },
    { at: 'room', channel: id, view: 'ideas', entry: undefined },
    { at: 'room', channel: id, view: 'record', entry: 'cd'.repeat(16) },
  ];
  for (const place of places) expect(parseRoute(formatRoute(place))).toEqual(place);
});

test('whatever is no address of the app leads to Today', () => {
  for (const fragment of ['', '#', '#/', '#/room/xyz', `#/room/${id}0`, '#/<script>', '#/process//board', '#//']) {
    expect(parseRoute(fragment)).toEqual({ at: 'today' });
  }
  expect(parseRoute(`#/room/${id}/nowhere/else`)).toEqual({
    at: 'room',
    channel: id,
    view: 'record',
    entry: undefined,
  });
});
