import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/web/design/tokens.css', import.meta.url), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name as string,
    { light: light as string, dark: dark as string },
  ]),
);

const GROUNDS = ['paper', 'sheet', 'wash'];
const TRACKS = ['official', 'between', 'unofficial'];

/** What is read: text on whatever it may stand on. */
const READ: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...GROUNDS, 'link-wash', ...TRACKS.map((track) => `${track}-wash`), 'good-wash', 'wait-wash', 'bad-wash']],
  ['soft', [...GROUNDS, 'link-wash', 'good-wash', 'wait-wash', 'bad-wash']],
  ['link', [...GROUNDS, 'link-wash', 'good-wash', 'wait-wash', 'bad-wash']],
  ['on-strong', ['link', 'bad']],
  ['code-dark', ['code-light']],
  ...[...TRACKS, 'good', 'wait', 'bad'].map((name) => [name, [...GROUNDS, `${name}-wash`]] as const),
];

/** What is only seen: the edges of what can be written in or pressed. */
const SEEN: readonly (readonly [string, readonly string[]])[] = [['edge', GROUNDS]];

describe.each(['light', 'dark'] as const)('in the %s', (theme) => {
  test.each(pairs(READ))('%s can be read on %s', (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(SEEN))('%s can be seen on %s', (edge, ground) => {
    expect(contrast(edge, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

test('every colour has its pair here, but for hairlines, which separate and say nothing', () => {
  const paired = new Set([...READ, ...SEEN].flatMap(([name, grounds]) => [name, ...grounds]));
  expect([...colours.keys()].filter((name) => !paired.has(name))).toEqual(['rule']);
});

function pairs(of: typeof READ): [string, string][] {
  return of.flatMap(([name, grounds]) => grounds.map((ground): [string, string] => [name, ground]));
}

/** Of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string, theme: 'light' | 'dark'): number {
  const [brighter = 0, darker = 0] = [one, other].map((name) => luminance(pairOf(name)[theme])).sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

function pairOf(name: string): { light: string; dark: string } {
  const value = colours.get(name);
  if (value === undefined) throw new Error(`no token is called --${name}`);
  return value;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
