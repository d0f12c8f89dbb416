import { expect, test } from 'vitest';
import { rehearse } from '../../records/rehearsal-room.ts';
import { whoCanProve } from './who-can-prove.ts';

test('[SHARE-4] a caucus has no shares: its authors alone can prove what they said', () => {
  expect(whoCanProve(rehearse({ rule: 'Chatham House' }, ['ada', 'nils', 'nora']).room.room)).toEqual({
    kind: 'authors',
  });
  expect(whoCanProve(rehearse({ rule: 'Chatham House' }, ['ada']).room.room)).toEqual({ kind: 'authors' });
});

test('[SHARE-4] with two parties at the table it is all of them, or the quorum', () => {
  expect(whoCanProve(rehearse({ quorum: 0 }).room.room)).toEqual({ kind: 'all' });
  expect(whoCanProve(rehearse({ quorum: 2 }).room.room)).toEqual({ kind: 'some', count: 2 });
});

test('off the record leaves no proof', () => {
  expect(whoCanProve(rehearse({ rule: 'off the record' }).room.room)).toEqual({ kind: 'nobody' });
});
