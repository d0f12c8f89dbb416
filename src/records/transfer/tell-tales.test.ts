import { describe, expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { PARTIES, rehearse, SEATS } from '../rehearsal-room.ts';
import { tellTalesIn } from './tell-tales.ts';
import { wordsIn } from './word-run.ts';

const said = (text: string, language = 'en') => ({ text, language, inReplyTo: undefined, conveyance: undefined });

/** Ada carries; Nils and Nora have these names, in a party with this one. */
function room(names: { nils?: string; party?: string; affiliation?: string } = {}) {
  const rehearsal = rehearse({}, ['ada', 'nils']);
  const seat = rehearsal.room.room.seats[idText(SEATS.nils.seat)];
  Object.assign(seat ?? {}, { name: names.nils ?? 'Nils Berg', affiliation: names.affiliation ?? 'Chamber of Boats' });
  Object.assign(rehearsal.room.room.parties[idText(PARTIES.north)] ?? {}, { name: names.party ?? 'North' });
  const find = (text: string, language = 'en') =>
    tellTalesIn(text, rehearsal.room, { language, carrier: idText(SEATS.ada.seat) }).map(({ kind, found }) => [
      kind,
      found,
    ]);
  return { ...rehearsal, find };
}

describe('tell-tales', () => {
  test('are names that the room knows: people, parties, affiliations, places, with their endings', () => {
    const { post, find } = room({ party: 'The Kingdom of Kestria' });
    const clock = { local: '2031-03-04T09:30', zone: 'UTC', instant: 5 };
    post('nils', 'meeting', { title: 'x', purpose: '', start: clock, end: clock, place: 'Villa Serena', agenda: [] });
    expect(find('Berg’s Kestrian friends met in Serena, near the chamber.')).toEqual([
      ['person', 'Berg’s'],
      ['party', 'Kestrian'],
      ['place', 'Serena'],
      ['affiliation', 'chamber'],
    ]);
    expect(find('Mr Nils Berg said so.')).toEqual([['person', 'Nils Berg']]);
    expect(find('The kingdom and the head of an iceberg; a nil return.')).toEqual([]);
  });

  test('are found in other scripts, with what languages make of a name', () => {
    expect(room({ nils: 'Анна Шевченко' }).find('Від Анни та Шевченка.', 'uk')).toEqual([
      ['person', 'Анни'],
      ['person', 'Шевченка'],
    ]);
    expect(room({ nils: '王小明' }).find('我听王小明说过。', 'zh')).toEqual([['person', '王小明']]);
    expect(room({ nils: 'سارة' }).find('قالت وسارة ذلك', 'ar')).toEqual([['person', 'سارة']]);
  });

  test('are not the carrier’s own name and words, nor the secretariat', () => {
    const { post, find } = room();
    post('ada', 'statement', said('We could share what the river gives us in a dry year.'));
    expect(find('Ada of the secretariat: we could share what the river gives us in a dry year.')).toEqual([]);
  });

  test('are eight words in a row as one author said them, whatever stands between them, amended or not', () => {
    const { post, find } = room();
    const { entry } = post('nils', 'statement', said('We could live with half, if the dam comes last of all.'));
    post('nils', 'amendment', { statement: entry, text: 'Never.', language: 'en', conveyance: undefined });
    expect(find('They could LIVE with half — if the dam comes last, of course.')).toEqual([
      ['verbatim', 'could LIVE with half — if the dam comes last, of'],
    ]);
    expect(find('Live with half, if the dam comes later.')).toEqual([]);
    // Seven of one and seven of another are of nobody.
    post('nils', 'statement', said('one two three four five six seven'));
    post('nils', 'statement', said('eight nine ten eleven twelve thirteen fourteen'));
    expect(find('one two three four five six seven eight nine ten eleven twelve thirteen fourteen')).toEqual([]);
  });

  test('are eight words in a row where no space stands between them', () => {
    const { post, find } = room();
    const words = '我们可以在春天之前分享河里的一半水';
    post('nils', 'statement', said(words, 'zh'));
    expect(wordsIn(words).length).toBeGreaterThanOrEqual(8);
    expect(find(`他们说${words}。`, 'zh').map(([kind]) => kind)).toEqual(['verbatim']);
  });

  test('are phrases in the first person, and exact times', () => {
    const { find } = room();
    expect(find('As I said, my minister agrees.')).toEqual([
      ['first person', 'As I said'],
      ['first person', 'my minister'],
    ]);
    expect(find('At 14:30 on 4 March, or 2031-03-04, or 9 pm; yesterday.').map(([, found]) => found)).toEqual([
      '14:30',
      '4 March',
      '2031-03-04',
      '9 pm',
      'yesterday',
    ]);
    expect(find('Le 4 mars.', 'fr')).toEqual([['time', '4 mars']]);
    expect(find('I am for 3.50% of it, in March.')).toEqual([]);
  });

  test('are found in a text that says one word as often as fits, at the cost of reading it', () => {
    const { post, find } = room();
    const over = 'river '.repeat(10_000).trim();
    post('nils', 'statement', said(over));
    expect(find(over)).toEqual([['verbatim', over]]);
  });

  test('are found in any text at all, and told within bounds', () => {
    const { find } = room();
    expect(find('')).toEqual([]);
    expect(find('Berg '.repeat(10_000)).length).toBe(60);
    expect(find('\u0000\ud800 Berg')).toEqual([['person', 'Berg']]);
    expect(find('Berg', 'not a language')).toEqual([['person', 'Berg']]);
  });
});
