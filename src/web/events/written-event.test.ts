import { expect, test } from 'vitest';
import { type EventForm, writtenEvent } from './written-event.ts';

const FORM: EventForm = { title: 'Election', on: '2031-09-14', until: '', place: '', source: '' };
const mistakes = (form: Partial<EventForm>) => {
  const written = writtenEvent({ ...FORM, ...form });
  return written.kind === 'mistakes' ? [...written.mistakes] : [];
};

test('a form becomes an event of the record, bare of spaces around its words', () => {
  expect(
    writtenEvent({ ...FORM, title: ' Election ', until: '2031-09-16', place: ' Arvelia', source: 'Gazette ' }),
  ).toEqual({
    kind: 'event',
    event: { title: 'Election', on: '2031-09-14', until: '2031-09-16', place: 'Arvelia', source: 'Gazette' },
  });
  expect(writtenEvent({ ...FORM, until: FORM.on })).toMatchObject({ event: { until: undefined } });
});

test('all that is wrong with a form is said at once', () => {
  expect(mistakes({ title: '  ', on: '' })).toEqual(['title', 'on']);
  expect(mistakes({ on: '2031-02-30' })).toEqual(['on']);
  expect(mistakes({ until: '2031-09-13' })).toEqual(['until']);
  expect(mistakes({ until: 'soon' })).toEqual(['until']);
  expect(mistakes({})).toEqual([]);
});

test('lengths are those of the record, which counts bytes', () => {
  expect(mistakes({ title: 'é'.repeat(200) })).toEqual([]);
  expect(mistakes({ title: 'é'.repeat(201), place: 'x'.repeat(1_001), source: 'x'.repeat(1_001) })).toEqual([
    'titleLong',
    'placeLong',
    'sourceLong',
  ]);
});
