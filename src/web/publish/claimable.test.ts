import { expect, test } from 'vitest';
import { rehearse } from '../../records/rehearsal-room.ts';
import { recordWindow } from '../engine/record-window.ts';
import { claimable } from './claimable.ts';

const statement = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

test('a text can rest on words as they were sealed, and on none that were taken back', () => {
  const { room, post } = rehearse();
  const amended = post('nils', 'statement', statement('Half the water.'));
  post('nils', 'amendment', {
    statement: amended.entry,
    text: 'A third of the water.',
    language: 'en',
    conveyance: undefined,
  });
  const withdrawn = post('sara', 'statement', statement('None of it.'));
  post('sara', 'withdrawal', { entry: withdrawn.entry });
  post('sara', 'idea', { title: 'A gauge', text: 'Read by both.', language: 'en' });
  const { lines } = recordWindow(room, { from: 0, count: 100 });
  const found = lines.flatMap((line) => claimable(line, room) ?? []);
  expect(found.map(({ words }) => words)).toEqual(['Half the water.', 'A gauge\nRead by both.']);
});

test('[RULES-5] nothing rests on what was said off the record', () => {
  const { room, post } = rehearse({ rule: 'off the record' });
  post('nils', 'statement', statement('Half the water.'));
  post('sara', 'idea', { title: 'A gauge', text: 'Read by both.', language: 'en' });
  const { lines } = recordWindow(room, { from: 0, count: 100 });
  expect(lines.filter(({ item }) => item.kind === 'entry')).toHaveLength(2);
  expect(lines.flatMap((line) => claimable(line, room) ?? [])).toEqual([]);
});
