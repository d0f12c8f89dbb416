import { beforeAll, expect, test, vi } from 'vitest';
import { loadMessages } from '../messages/messages.ts';
import { waitingWords, whyRefused } from './waiting-words.ts';

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  await loadMessages();
});

test('what waits is shown in its own words, or by its kind', () => {
  const content = { title: 'Share it', text: 'By season.', language: 'en' };
  expect(waitingWords({ kind: 'idea', content })).toEqual({
    kind: 'An idea',
    text: 'Share it\nBy season.',
    language: 'en',
  });
  expect(waitingWords({ kind: 'withdrawal', content: { entry: new Uint8Array(16) } })).toEqual({
    kind: 'A withdrawal',
    text: undefined,
    language: undefined,
  });
  expect(waitingWords({ kind: 'meeting-revision', content: { schedule: { title: 'Round two' } } }).text).toBe(
    'Round two',
  );
  expect(waitingWords({ kind: 'briefing', content: { who: 'An envoy', note: '' } }).text).toBe('An envoy');
  const asked = { question: 'In winter?', language: 'fr' };
  expect(waitingWords({ kind: 'sounding', content: asked })).toMatchObject({ text: 'In winter?', language: 'fr' });
  const put = { texts: [{ language: 'fr', title: 'Le passage', text: 'Deux fois.' }, asked] };
  expect(waitingWords({ kind: 'mediators-proposal', content: put })).toMatchObject({
    text: 'Le passage\nDeux fois.',
    language: 'fr',
  });
  expect(waitingWords({ kind: 'of a newer version', content: 7 }).kind).toBe('A step');
});

test('a reaction that waits is said in the reader’s words', () => {
  const content = { about: new Uint8Array(16), what: 'could live with it' };
  expect(waitingWords({ kind: 'reaction', content })).toMatchObject({
    kind: 'A reaction',
    text: 'Could live with it',
    language: undefined,
  });
});

test('a refusal is a sentence, whoever refused', () => {
  expect(whyRefused('ALREADY_WITHDRAWN')).toContain('withdrawn already');
  expect(whyRefused('LOST')).toContain('not in the record');
  expect(whyRefused('SOMETHING_NEW')).toContain('Try again, or give it up');
});
