import { describe, expect, test } from 'vitest';
import { kindByName, kindByTag, RECORD_KINDS } from './registry.ts';

/** Frozen: a payload in a record holds its tag for ever. New kinds are added at the end. */
const TAGS = {
  statement: 1,
  amendment: 2,
  withdrawal: 3,
  idea: 4,
  'idea-argument': 5,
  'transfer-note': 6,
  'put-forward': 7,
  meeting: 8,
  'meeting-revision': 9,
  'meeting-outcome': 10,
  minutes: 11,
  briefing: 12,
  undertaking: 13,
  'undertaking-update': 14,
  fact: 15,
  channel: 16,
  'party-key': 17,
  'roster-offer': 18,
  'roster-draft': 19,
  'roster-signature': 20,
  'roster-opened': 21,
  'disclosure-proposal': 22,
  'disclosure-consent': 23,
  'disclosure-refusal': 24,
  'audit-share': 25,
  'audit-mismatch': 26,
  'disclosure-release': 27,
  'disclosure-published': 28,
  'disclosure-lapse': 29,
  shredding: 30,
  'consent-reveal': 31,
  'outside-event': 32,
  'rules-accepted': 51,
  'rules-tightening': 52,
  'rules-assent': 53,
  stretch: 54,
  'mediators-proposal': 43,
  'proposal-step': 44,
  'proposal-ended': 45,
  'non-paper': 46,
  proposal: 47,
  'idea-merge': 48,
  'idea-version': 49,
  'answer-brought': 50,
  sounding: 40,
  ballot: 41,
  'sounding-closed': 42,
  question: 55,
  reaction: 56,
};

describe('the registry', () => {
  test('gives every kind the tag that it has always had', () => {
    expect(Object.fromEntries(RECORD_KINDS.map(({ kind, tag }) => [kind, tag]))).toEqual(TAGS);
  });

  test('has every tag and every name once', () => {
    expect(new Set(RECORD_KINDS.map(({ tag }) => tag)).size).toBe(RECORD_KINDS.length);
    expect(new Set(RECORD_KINDS.map(({ kind }) => kind)).size).toBe(RECORD_KINDS.length);
  });

  test('finds a kind by tag and by name', () => {
    for (const kind of RECORD_KINDS) {
      expect(kindByTag(kind.tag)).toBe(kind);
      expect(kindByName(kind.kind)).toBe(kind);
    }
    expect(kindByTag(0)).toBeUndefined();
  });

  test('lets words, ideas and ballots be unattributed, and nothing else', () => {
    const unattributed = RECORD_KINDS.filter(({ attributions }) => attributions.includes('unattributed'));
    expect(unattributed.map(({ kind }) => kind)).toEqual([
      'statement',
      'idea',
      'idea-argument',
      'non-paper',
      'idea-merge',
      'idea-version',
      'ballot',
      'question',
      'reaction',
    ]);
  });
});
