import { beforeAll, expect, test, vi } from 'vitest';
import { isLanguage } from '../../protocol/disclosure/disclosure.ts';
import { loadMessages } from '../messages/messages.ts';
import { languageName, languageTagOf, offeredLanguages, ownLanguage, UNDETERMINED } from './languages.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

test('the languages of the United Nations and Ukrainian are offered by name', () => {
  const offered = new Map(offeredLanguages('en').map(({ value, label }) => [value, label]));
  expect(['ar', 'en', 'es', 'fr', 'ru', 'zh', 'uk'].filter((tag) => !offered.has(tag))).toEqual([]);
  expect(offered.get('uk')).toBe('Ukrainian');
  expect(ownLanguage()).toBe('en');
});

test('another one is chosen by its tag, and then among them', () => {
  expect(languageTagOf(' ZH-hant ')).toBe('zh-Hant');
  expect(languageTagOf('not a tag')).toBeUndefined();
  expect(languageTagOf('')).toBeUndefined();
  expect(offeredLanguages('ka').map(({ value }) => value)).toContain('ka');
  expect(offeredLanguages(UNDETERMINED).map(({ value }) => value)).not.toContain(UNDETERMINED);
});

test('a tag that the record takes and Intl does not is shown as it is', () => {
  const tag = 'en-abcde-abcde';
  expect(isLanguage(tag)).toBe(true);
  expect(languageName(tag)).toBe(tag);
});
