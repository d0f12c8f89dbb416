import { expect, test } from 'vitest';
import { rehearse } from '../../records/rehearsal-room.ts';
import type { IdText } from '../../records/timeline.ts';
import { sealedWords } from './sealed-words.ts';

const statement = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

test('a claim opens what was sealed first, and nothing is shown of what was taken back', () => {
  const { room, post } = rehearse();
  const idOf = (entry: Uint8Array) => Buffer.from(entry).toString('hex');
  const wordsOf = (entry: IdText) => sealedWords(room, entry, room.statements.byEntry[entry]);
  const amended = post('nils', 'statement', statement('Half the water.'));
  post('nils', 'amendment', {
    statement: amended.entry,
    text: 'A third of the water.',
    language: 'en',
    conveyance: undefined,
  });
  const withdrawn = post('sara', 'statement', statement('None of it.'));
  post('sara', 'withdrawal', { entry: withdrawn.entry });
  const idea = post('sara', 'idea', { title: 'A gauge', text: 'Read by both.', language: 'de' });
  const bare = post('sara', 'idea', { title: 'A weir', text: '', language: 'en' });
  const argument = { idea: idea.entry, side: 'for', text: 'It is cheap.', language: 'en' } as const;
  const argued = post('nils', 'idea-argument', argument);
  const again = { idea: idea.entry, title: 'A gauge', text: 'Read by all.', language: 'en' };
  const version = post('nils', 'idea-version', again);
  const paper = post('sara', 'non-paper', { idea: idea.entry, text: 'One gauge serves both.', language: 'en' });

  expect(wordsOf(idOf(amended.entry))).toEqual({ words: 'Half the water.', language: 'en' });
  expect(wordsOf(idOf(withdrawn.entry))).toBeUndefined();
  expect(wordsOf(idOf(idea.entry))).toEqual({ words: 'A gauge\nRead by both.', language: 'de' });
  expect(wordsOf(idOf(bare.entry))?.words).toBe('A weir');
  expect(wordsOf(idOf(argued.entry))?.words).toBe('It is cheap.');
  expect(wordsOf(idOf(version.entry))?.words).toBe('A gauge\nRead by all.');
  expect(wordsOf(idOf(paper.entry))?.words).toBe('One gauge serves both.');
  expect(wordsOf('00'.repeat(16))).toBeUndefined();
});
