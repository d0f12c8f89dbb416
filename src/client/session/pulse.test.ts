import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Pulse } from './pulse.ts';

let told: string[];
let pulse: Pulse;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  pulse = new Pulse({
    idleMs: 1_000,
    answerMs: 400,
    random: () => Uint8Array.of(0),
    ask: () => told.push('asked'),
    silent: () => told.push('silent'),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a pulse', () => {
  test('asks nothing while something is heard now and then', () => {
    for (let i = 0; i < 10; i++) {
      pulse.heard();
      vi.advanceTimersByTime(900);
    }
    expect(told).toEqual([]);
  });

  test('asks once after a silence, and goes on after any word', () => {
    pulse.heard();
    vi.advanceTimersByTime(1_100);
    pulse.heard();
    vi.advanceTimersByTime(900);
    expect(told).toEqual(['asked']);
  });

  test('says that the line is silent where nothing comes in time, and says it once', () => {
    pulse.heard();
    vi.advanceTimersByTime(1_399);
    expect(told).toEqual(['asked']);
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual(['asked', 'silent']);
  });

  test('stopped, it neither asks nor tells', () => {
    pulse.heard();
    vi.advanceTimersByTime(1_100);
    pulse.stop();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual(['asked']);
  });

  test('is asked for a little earlier by chance, and never later', () => {
    const asked: number[] = [];
    for (const chance of [0, 128, 255]) {
      const begun = Date.now();
      const one = new Pulse({
        idleMs: 1_000,
        answerMs: 400,
        random: () => Uint8Array.of(chance),
        ask: () => asked.push(Date.now() - begun),
        silent: () => {},
      });
      one.heard();
      vi.advanceTimersByTime(1_000);
      one.stop();
    }
    expect(asked[0]).toBe(1_000);
    expect(asked[1]).toBe(875);
    expect(asked[2]).toBeGreaterThanOrEqual(750);
    expect(asked.length).toBe(3);
  });
});
