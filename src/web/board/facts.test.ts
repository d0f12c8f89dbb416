import { expect, test } from 'vitest';
import type { FactId } from '../../records/fact/fact-id.ts';
import { bytes, rehearse, SEATS } from '../../records/rehearsal-room.ts';
import { CLOSED, factsOf, historyOf, mayKeepBoard, suggestedFacts } from './facts.ts';
import { seenBy } from './seen-by.ts';

const line = { fact: bytes(16, 7) as FactId, title: 'The place', statuses: CLOSED, ifAsked: '' };

test('the board is kept by who the rule of the record lets keep it', () => {
  const { room } = rehearse();
  for (const name of Object.keys(SEATS).filter((one) => one !== 'emma') as ('ada' | 'nils' | 'nora' | 'sara')[]) {
    expect(mayKeepBoard(seenBy(room, name))).toBe(rehearse().refusal(name, 'fact', line) === undefined);
  }
  const without = rehearse({}, ['nils', 'sara']);
  expect(mayKeepBoard(seenBy(without.room, 'nils'))).toBe(false);
});

test('a line tells how it became what it is, the newest first', () => {
  const { room, post } = rehearse();
  post('ada', 'fact', line);
  post('ada', 'fact', { ...line, statuses: { ...CLOSED, press: 'unclear', public: 'disclosed' } });
  post('ada', 'fact', {
    ...line,
    ifAsked: 'No comment.',
    statuses: { ...CLOSED, press: 'unclear', public: 'disclosed' },
  });
  const [found] = factsOf(seenBy(room, 'ada'));
  expect(
    historyOf(seenBy(room, 'ada'), found?.view as never).map(({ changed, isFirst }) => ({ changed, isFirst })),
  ).toEqual([
    { changed: [], isFirst: false },
    {
      changed: [
        { audience: 'press', to: 'unclear' },
        { audience: 'public', to: 'disclosed' },
      ],
      isFirst: false,
    },
    { changed: [], isFirst: true },
  ]);
});

test('what is there already is not suggested', () => {
  const { room, post } = rehearse();
  post('ada', 'fact', line);
  const suggested = suggestedFacts(factsOf(seenBy(room, 'ada')), (one) => (one === 'place' ? 'the PLACE' : one));
  expect(suggested).toEqual(['existence', 'dates', 'start', 'participants', 'agenda', 'mandate', 'texts']);
});
