import { expect, test } from 'vitest';
import { PARTIES, rehearse } from '../../records/rehearsal-room.ts';
import { linesWith } from './lines-with.ts';

const language = 'en';
const said = (text: string) => ({ text, language, inReplyTo: undefined, conveyance: undefined });

test('words are found where they were said, newest first, whatever their case', () => {
  const { room, post } = rehearse();
  const from = room.timeline.length;
  const { entry } = post('nils', 'statement', said('Open the SLUICE.'));
  post('nils', 'idea', { title: 'A sluice each', text: '', language });
  post('nils', 'undertaking', { party: PARTIES.north, what: 'Mend the sluice', byWhen: undefined, howVerified: '' });
  post('sara', 'statement', said('Not yet.'));
  post('sara', 'transfer-note', { entry });
  expect(linesWith(room, 'sluice')).toEqual([from + 2, from + 1, from]);
});

test('they are found as they read now, and not once they were withdrawn', () => {
  const { room, post } = rehearse();
  const { entry } = post('nils', 'statement', said('Open it.'));
  const line = room.timeline.length - 1;
  post('nils', 'amendment', { statement: entry, text: 'Close it.', language, conveyance: undefined });
  expect(linesWith(room, 'open')).toEqual([]);
  expect(linesWith(room, 'close')).toEqual([line]);
  post('nils', 'withdrawal', { entry });
  expect(linesWith(room, 'close')).toEqual([]);
});

test('an argument is found by itself, not with every line about its idea', () => {
  const { room, post } = rehearse();
  const { entry: idea } = post('nils', 'idea', { title: 'Tea', text: '', language });
  const line = room.timeline.length;
  post('sara', 'idea-argument', { idea, side: 'for', text: 'Never wrong.', language });
  expect(linesWith(room, 'never')).toEqual([line]);
  expect(linesWith(room, 'tea')).toEqual([line - 1]);
});
