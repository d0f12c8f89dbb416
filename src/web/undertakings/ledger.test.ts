import { describe, expect, test } from 'vitest';
import { type EntryId, idText } from '../../base/ids.ts';
import { PARTIES, rehearse } from '../../records/rehearsal-room.ts';
import { dueOf, ledger, standings } from './ledger.ts';

const TODAY = '2031-05-10';

function room() {
  const { room, post } = rehearse();
  const give = (by: 'nils' | 'sara', what: string, byWhen?: string): EntryId =>
    post(by, 'undertaking', {
      party: by === 'nils' ? PARTIES.north : PARTIES.south,
      what,
      byWhen,
      howVerified: '',
    }).entry;
  const settle = (undertaking: EntryId, status: 'kept' | 'lapsed' | 'partly kept' | 'open') =>
    post('ada', 'undertaking-update', { undertaking, status, note: '' });
  return { undertakings: room.undertakings, parties: room.room.parties, give, settle };
}

test('what is due first stands first, and what was settled last', () => {
  const { undertakings, give, settle } = room();
  const entries = {
    undated: give('nils', 'a'),
    late: give('nils', 'b', '2031-05-01'),
    soon: give('sara', 'c', '2031-05-12'),
    kept: give('sara', 'd', '2031-04-01'),
    lapsed: give('sara', 'e', '2031-04-02'),
  };
  settle(entries.lapsed, 'lapsed');
  settle(entries.kept, 'kept');
  const keys = (names: readonly (keyof typeof entries)[]) => names.map((name) => idText(entries[name]));
  const { open, settled } = ledger(undertakings);
  expect(open.map(({ key }) => key)).toEqual(keys(['late', 'soon', 'undated']));
  expect(settled.map(({ key }) => key)).toEqual(keys(['kept', 'lapsed']));
});

describe('an undertaking', () => {
  const due = (byWhen?: string) => {
    const { undertakings, give } = room();
    const view = undertakings.byEntry[idText(give('nils', 'x', byWhen))];
    return view && dueOf(view, TODAY);
  };

  test('is late from the day after its day', () => {
    expect(due('2031-05-09')).toEqual({ kind: 'overdue', days: 1 });
    expect(due('2031-05-10')).toEqual({ kind: 'today' });
    expect(due('2031-05-13')).toEqual({ kind: 'ahead', days: 3 });
    expect(due()).toEqual({ kind: 'no-date' });
  });

  test('that is settled is never late', () => {
    const { undertakings, give, settle } = room();
    const entry = give('nils', 'x', '2031-01-01');
    settle(entry, 'kept');
    const view = undertakings.byEntry[idText(entry)];
    expect(view && dueOf(view, TODAY)).toEqual({ kind: 'settled' });
  });
});

test('parties are counted alike, in the order of their names', () => {
  const { undertakings, parties, give, settle } = room();
  give('sara', 'a', '2031-05-01');
  settle(give('sara', 'b'), 'partly kept');
  settle(give('nils', 'c'), 'kept');
  give('nils', 'd', '2031-06-01');
  expect(standings(undertakings, parties, TODAY)).toMatchObject([
    { name: 'north', counts: { open: 1, kept: 1, 'partly kept': 0, lapsed: 0, reversed: 0 }, overdue: 0 },
    { name: 'south', counts: { open: 1, kept: 0, 'partly kept': 1 }, overdue: 1 },
  ]);
});
