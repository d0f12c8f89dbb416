import { expect, test } from 'vitest';
import { decode, encode } from '../../protocol/codec/codec.ts';
import { disclosureCodec } from '../../protocol/disclosure/disclosure.ts';
import { faultsOf, type Proposal, proposed } from './proposal.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const good: Proposal = {
  kind: 'joint statement',
  corrects: '',
  texts: [{ language: 'en', title: ' The harbour ', text: 'It opens.\r\nOn Sundays.\n' }],
  claims: [{ entry: '0a'.repeat(16), label: 'Opening days ' }],
  showParties: true,
  respondBy: '2026-11-25T18:00',
};
const faults = (changes: Partial<Proposal>) => faultsOf({ ...good, ...changes }, NOW);
const [text] = good.texts as [Proposal['texts'][number]];

test('what can be put to the parties has no fault, and is set as the protocol wants it', () => {
  expect(faults({})).toEqual([]);
  const { texts, claims, kind, showParties, respondBy } = proposed('c', good);
  expect(texts).toEqual([{ language: 'en', title: 'The harbour', text: 'It opens.\nOn Sundays.' }]);
  expect(claims[0]?.label).toBe('Opening days');
  expect(respondBy).toBe(Date.parse('2026-11-25T18:00'));
  const disclosure = {
    ...({ version: 1, rosterDigest: new Uint8Array(32), id: new Uint8Array(16), corrects: undefined } as const),
    ...{
      kind,
      texts,
      showParties,
      claims: claims.map(({ label }) => ({ label, commitment: new Uint8Array(32) as never })),
    },
  };
  expect(decode(disclosureCodec, encode(disclosureCodec, disclosure), 10_000)).toEqual(disclosure);
});

test.each<[string, Partial<Proposal>]>([
  ['NO_TITLE', { texts: [{ ...text, title: ' ' }] }],
  ['NO_TEXT', { texts: [{ ...text, text: '\n' }] }],
  ['TITLE_TOO_LONG', { texts: [{ ...text, title: 'é'.repeat(151) }] }],
  ['TEXT_TOO_LONG', { texts: [{ ...text, text: 'é'.repeat(131_073) }] }],
  ['LANGUAGE_UNKNOWN', { texts: [{ ...text, language: 'English' }] }],
  ['LANGUAGE_UNKNOWN', { texts: [{ ...text, language: 'und' }] }],
  ['LANGUAGE_TWICE', { texts: [text, text] }],
  ['NO_LABEL', { claims: [{ entry: '0a'.repeat(16), label: '' }] }],
  ['LABEL_TOO_LONG', { claims: [{ entry: '0a'.repeat(16), label: 'x'.repeat(201) }] }],
  ['UNSEEN_CHARACTERS', { texts: [{ ...text, text: 'It opens \u202eyadnuS no' }] }],
  ['UNSEEN_CHARACTERS', { claims: [{ entry: '0a'.repeat(16), label: 'Opening\u200b days' }] }],
  ['NOTHING_CORRECTED', { kind: 'correction' }],
  ['TIME_PAST', { respondBy: '2026-11-23T18:00' }],
])('%s', (fault, changes) => {
  expect(faults(changes)).toEqual([fault]);
});

test('a correction names what it corrects, and nothing else does', () => {
  expect(faults({ kind: 'correction', corrects: '0b'.repeat(16) })).toEqual([]);
  expect(proposed('c', { ...good, kind: 'correction', corrects: '0b'.repeat(16) }).corrects).toBe('0b'.repeat(16));
  expect(proposed('c', { ...good, corrects: '0b'.repeat(16) })).not.toHaveProperty('corrects');
});
