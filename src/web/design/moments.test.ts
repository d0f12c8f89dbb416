import { afterEach, describe, expect, test, vi } from 'vitest';

afterEach(() => vi.resetModules());

async function momentsIn(tag: string) {
  vi.stubGlobal('localStorage', { getItem: () => tag });
  const { loadFirstMessages } = await import('../messages/messages.ts');
  await loadFirstMessages();
  return import('./moments.ts');
}

/** Intl puts narrow spaces where a person sees one. */
const plain = (text: string) => text.replace(/\s/gu, ' ');

const start = { local: '2031-07-11T10:00', zone: 'Europe/Kiev', instant: Date.UTC(2031, 6, 11, 7) };
const end = { zone: 'Europe/Kiev', instant: Date.UTC(2031, 6, 11, 9) };

describe('what is shown', () => {
  test('of a meeting, is in its place, by the name of today', async () => {
    const { onTheWall, zonedSpan } = await momentsIn('en');
    expect(plain(onTheWall(start))).toMatch(/^Fri,? 11 July 2031.+10:00 · Kyiv$/u);
    expect(plain(zonedSpan(start, end))).toMatch(/^Friday,? 11 July 2031.+10:00.+12:00 · Kyiv$/u);
  });

  test('leaves days without a zone as they are', async () => {
    const { calendarDay, calendarDays, calendarMonth } = await momentsIn('en');
    expect(calendarDay('2031-03-01')).toBe('1 March 2031');
    expect(calendarDays('2031-03-01', '2031-03-01')).toBe('1 March 2031');
    expect(plain(calendarDays('2031-03-01', '2031-03-04'))).toMatch(/^1 ?– ?4 March 2031$/u);
    expect(calendarMonth('2031-03')).toBe('March 2031');
  });

  test('on a page from right to left, keeps its own order', async () => {
    const { calendarDay, dayOnly, listed, onTheWall, zonedSpan } = await momentsIn('ar-XB');
    expect(calendarDay('2031-03-01')).toBe('\u20681 March 2031\u2069');
    for (const text of [dayOnly(0), onTheWall(start), zonedSpan(start, end)]) {
      expect(text).toMatch(/^\u2068[^\u2068\u2069]+\u2069$/u);
    }
    expect(listed(['Anna'])).toBe('Anna');
    expect(listed(['Anna', 'Ola'])).toBe('\u2068Anna\u2069 and \u2068Ola\u2069');
  });
});
