import { expect, test } from 'vitest';
import { targetsOf } from './targets.ts';

const room = (channel: string, hasLeft = false) => ({ channel, hasLeft }) as never;

test('words go to rooms of the same process in which one still sits', () => {
  const processes = [
    { key: 'harbour', rooms: [room('here'), room('official'), room('left', true)] },
    { key: 'water', rooms: [room('elsewhere')] },
  ] as never;
  expect(targetsOf({ processes }, { process: 'harbour', channel: 'here' }).map(({ channel }) => channel)).toEqual([
    'official',
  ]);
  expect(targetsOf({ processes }, { process: 'unknown', channel: 'here' })).toEqual([]);
});
