import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('readings run together, writings alone, each after what was asked for before it', async () => {
  const turns = new Turns();
  const told: string[] = [];
  const ends: (() => void)[] = [];
  const task = (name: string) => async () => {
    told.push(name);
    await new Promise<void>((resolve) => ends.push(resolve));
    told.push(`${name} ends`);
  };
  const all = [
    turns.reading(task('r1')),
    turns.reading(task('r2')),
    turns.writing(task('w1')),
    turns.writing(task('w2')),
    turns.reading(task('r3')),
  ];
  const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
  const steps: string[] = [];
  for (let ended = 0; ended < all.length; ended++) {
    await settle();
    steps.push(told.splice(0).join(', '));
    ends[ended]?.();
  }
  await Promise.all(all);
  expect(steps).toEqual(['r1, r2', 'r1 ends', 'r2 ends, w1', 'w1 ends, w2', 'w2 ends, r3']);
});

test('one that fails fails for its caller only', async () => {
  const turns = new Turns();
  const failing = async () => {
    throw new Error('no');
  };
  await expect(turns.writing(failing)).rejects.toThrow('no');
  await expect(turns.reading(failing)).rejects.toThrow('no');
  expect(await turns.writing(async () => 'written')).toBe('written');
  expect(await turns.reading(async () => 'read')).toBe('read');
});
