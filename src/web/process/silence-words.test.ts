import { beforeAll, expect, test, vi } from 'vitest';
import { loadMessages } from '../messages/messages.ts';
import { silenceWords } from './silence-words.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

test('a silence is said with its track, its weeks and its days', () => {
  const silence = { weeksWithoutContact: 3, since: '2031-05-20' } as const;
  expect(silenceWords({ kind: 'silent', track: 'unofficial', ...silence }, false)).toBe(
    'No contact on the unofficial track for 3 weeks, since 20 May 2031.',
  );
  const ended = { kind: 'was silent', track: 'track 1.5', ...silence, until: '2031-06-11' } as const;
  expect(silenceWords(ended, false)).toBe('Track 1.5 was silent for 3 weeks, from 20 May 2031 to 11 June 2031.');
});

test('where a room is shredded, nobody is said never to have spoken', () => {
  const silence = { kind: 'no contact yet', track: 'official' } as const;
  expect(silenceWords(silence, false)).toBe('No contact on the official track yet.');
  expect(silenceWords(silence, true)).toContain('was said in it is shredded');
});
