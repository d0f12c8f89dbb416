import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { assemble } from '../../records/rehearsal-newcomer.ts';
import { rehearse, SEATS } from '../../records/rehearsal-room.ts';
import { shortProjection } from '../engine/short-projection.ts';
import { ideasOf, wordingOf } from './ideas-of.ts';

const language = 'en';

test('an idea has what speaks for it and against it, each with who said it', () => {
  const { room, post } = rehearse();
  const { entry: idea } = post('nils', 'idea', { title: 'Share it', text: 'By season.', language });
  post('sara', 'idea-argument', { idea, side: 'against', text: 'Too dry.', language });
  post('nora', 'idea-argument', { idea, side: 'for', text: 'Fair.', language });
  const { entry: taken } = post('nora', 'idea-argument', { idea, side: 'for', text: 'Oh well.', language });
  post('nora', 'withdrawal', { entry: taken });
  const { standing } = ideasOf(shortProjection(room));
  expect(standing).toMatchObject([
    {
      title: 'Share it',
      seat: idText(SEATS.nils.seat),
      for: [{ text: 'Fair.', seat: idText(SEATS.nora.seat) }],
      against: [{ text: 'Too dry.', seat: idText(SEATS.sara.seat) }],
      withdrawnArguments: 1,
    },
  ]);
});

test('what was merged stands with what it became, argued and handed on as that', () => {
  const { room, post } = rehearse();
  const { entry: one } = post('nils', 'idea', { title: 'Share it', text: '', language });
  const { entry: two } = post('sara', 'idea', { title: 'Dredge it', text: '', language });
  post('nora', 'idea-argument', { idea: one, side: 'for', text: 'Fair.', language });
  post('sara', 'non-paper', { idea: two, text: 'It is dredged.', language });
  post('nora', 'idea-version', { idea: two, title: 'Dredge it well', text: '', language });
  const { entry: both } = post('nora', 'idea-merge', { ideas: [one, two], title: 'Both', text: '', language });
  const { standing } = ideasOf(shortProjection(room));
  expect(standing).toMatchObject([
    { title: 'Both', for: [{ text: 'Fair.' }], nonPapers: [{ title: '', text: 'It is dredged.' }] },
  ]);
  expect(standing[0]?.parts.map((part) => wordingOf(part).title)).toEqual(['Share it', 'Dredge it well']);
  post('nora', 'withdrawal', { entry: both });
  expect(ideasOf(shortProjection(room)).standing.map(({ title }) => title)).toEqual(['Share it', 'Dredge it']);
});

test('what was withdrawn is kept apart', () => {
  const { room, post } = rehearse();
  const { entry } = post('nils', 'idea', { title: 'Share it', text: '', language });
  post('nils', 'withdrawal', { entry });
  post('nils', 'idea', { title: 'Dredge it', text: '', language });
  const { standing, withdrawn } = ideasOf(shortProjection(room));
  expect(standing.map(({ title }) => title)).toEqual(['Dredge it']);
  expect(withdrawn.map(({ key }) => key)).toEqual([idText(entry)]);
});

test('arguments about ideas from before one’s time are shown by themselves', () => {
  const all = assemble(['ada', 'nils', 'sara']);
  const { entry: idea } = all.whole.post('nils', 'idea', { title: 'Tea', text: '', language });
  const [newcomer] = all.admit();
  all.post('sara', { kind: 'idea-argument', content: { idea, side: 'for', text: 'Never wrong.', language } });
  if (newcomer === undefined) throw new Error('nobody came');
  const { standing, aboutUnread } = ideasOf(shortProjection(newcomer.room));
  expect(standing).toEqual([]);
  expect(aboutUnread.map(({ line }) => line.unread?.text)).toEqual(['Never wrong.']);
});
