import { describe, expect, test } from 'vitest';
import { CodecError } from '../protocol/codec/codec-error.ts';
import { slugText } from '../protocol/disclosure/slug.ts';
import { languageTag } from './language-tag.ts';
import { calendarDate, zonedTime } from './when.ts';

const moment =
  (local: string, zone: string, instant = 0) =>
  () =>
    zonedTime('start').from([local, zone, instant]);

describe('the time of a meeting', () => {
  test.each([
    ['2026-11-24T09:30', 'Europe/Oslo'],
    ['2028-02-29T23:59', 'America/Argentina/Buenos_Aires'],
    ['2026-01-01T00:00', 'UTC'],
    ['2026-01-01T00:00', 'Etc/GMT+3'],
  ])('%s in %s is one', (local, zone) => {
    expect(moment(local, zone)()).toEqual({ local, zone, instant: 0 });
  });

  test.each([
    ['2026-02-29T09:30', 'UTC'],
    ['2026-11-24T24:00', 'UTC'],
    ['2026-11-24 09:30', 'UTC'],
    ['2026-11-24T09:30:00', 'UTC'],
    ['0026-13-01T09:30', 'UTC'],
    ['2026-11-24T09:30', 'Europe/'],
    ['2026-11-24T09:30', '../etc/passwd'],
    ['2026-11-24T09:30', ''],
  ])('%s in "%s" is none', (local, zone) => {
    expect(moment(local, zone)).toThrow(CodecError);
  });

  test('an instant past the year 9999 is none', () => {
    expect(moment('2026-11-24T09:30', 'UTC', 253_402_300_800_000)).toThrow(CodecError);
  });
});

test('a calendar date is a day that there is', () => {
  const date = calendarDate('on');
  expect(date.from('2026-11-24')).toBe('2026-11-24');
  for (const none of ['2026-11-31', '2026-00-10', '24.11.2026', '']) expect(() => date.from(none)).toThrow(CodecError);
});

test('a language tag is in its customary case', () => {
  const tag = languageTag('language');
  for (const one of ['uk', 'zh-Hant', 'pt-BR', 'und']) expect(tag.from(one)).toBe(one);
  for (const none of ['', 'EN', 'en_GB', 'english language']) expect(() => tag.from(none)).toThrow(CodecError);
});

test('a slug fits an address as it is', () => {
  const slug = slugText('slug');
  expect(slug.from('water-talks-2')).toBe('water-talks-2');
  for (const none of ['', '-a', 'a--b', 'Water', 'a/b', 'a'.repeat(65)])
    expect(() => slug.from(none)).toThrow(CodecError);
});
