import { describe, expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { rehearse } from '../rehearsal-room.ts';

const shared = { title: 'Share the water', text: 'By the season.', language: 'en' };

describe('an idea', () => {
  test('gathers what speaks for it and against it, in order', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'idea', shared);
    post('sara', 'idea-argument', { idea: entry, side: 'against', text: 'Too dry.', language: 'en' });
    post('nora', 'idea-argument', { idea: entry, side: 'for', text: 'Fair.', language: 'en' });
    const view = room.ideas.byEntry[idText(entry)];
    expect(view?.arguments.map(({ side, text }) => [side, text])).toEqual([
      ['against', 'Too dry.'],
      ['for', 'Fair.'],
    ]);
  });

  test('is argued while it stands, and itself only', () => {
    const { post, refusal } = rehearse();
    const { entry } = post('nils', 'idea', shared);
    const argument = { idea: entry, side: 'for' as const, text: 'Fair.', language: 'en' };
    const posted = post('sara', 'idea-argument', argument);
    expect(refusal('nora', 'idea-argument', { ...argument, idea: posted.entry })).toBe('NO_SUCH_ENTRY');
    post('nils', 'withdrawal', { entry });
    expect(refusal('nora', 'idea-argument', argument)).toBe('ALREADY_WITHDRAWN');
  });
});
