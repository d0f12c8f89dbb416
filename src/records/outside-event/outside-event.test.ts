import { describe, expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { snapshotProjection } from '../projection.ts';
import { author, rehearse } from '../rehearsal-room.ts';

const election = {
  title: 'Election of the Arvelian parliament',
  on: '2031-09-14',
  until: undefined,
  place: 'Arvelia',
  source: 'The official gazette',
};

describe('an outside event', () => {
  test('is noted by any seat, and stands with its days, place and source', () => {
    const { room, post } = rehearse();
    const { entry } = post('nora', 'outside-event', { ...election, until: '2031-09-16' });
    expect(room.outsideEvents.order).toEqual([idText(entry)]);
    expect(room.outsideEvents.byEntry[idText(entry)]).toEqual({
      position: 1,
      title: 'Election of the Arvelian parliament',
      on: '2031-09-14',
      until: '2031-09-16',
      place: 'Arvelia',
      source: 'The official gazette',
      notedBy: '22'.repeat(16),
      withdrawnAt: null,
    });
  });

  test('ends on or after its first day', () => {
    const { room, post, refusal } = rehearse();
    expect(refusal('nora', 'outside-event', { ...election, until: '2031-09-13' })).toBe('ENDS_BEFORE_IT_STARTS');
    const { entry } = post('nora', 'outside-event', { ...election, until: '2031-09-14' });
    expect(room.outsideEvents.byEntry[idText(entry)]?.until).toBeNull();
  });

  test('is taken back by who noted it, under the same attribution, once; and nothing of it stays', () => {
    const { room, post, refusal } = rehearse();
    const { entry } = post('nora', 'outside-event', election);
    expect(refusal('nils', 'withdrawal', { entry })).toBe('NOT_THE_AUTHOR');
    expect(refusal(author('nora', { attribution: 'on the record' }), 'withdrawal', { entry })).toBe(
      'OTHER_ATTRIBUTION',
    );
    post('nora', 'withdrawal', { entry });
    expect(room.outsideEvents.byEntry[idText(entry)]?.withdrawnAt).toBe(2);
    const kept = new TextDecoder('latin1').decode(snapshotProjection(room));
    for (const word of ['Election', 'Arvelia', 'gazette', '2031-09-14']) expect(kept).not.toContain(word);
    expect(refusal('nora', 'withdrawal', { entry })).toBe('ALREADY_WITHDRAWN');
  });

  test('is not words to be carried into another room', () => {
    const { post, refusal } = rehearse();
    const { entry } = post('nora', 'outside-event', election);
    expect(refusal('nora', 'transfer-note', { entry })).toBe('NO_SUCH_ENTRY');
  });

  test('is shredded with the rest, off the record', () => {
    const { room, post } = rehearse({ rule: 'off the record', retentionDays: 30 });
    post('nora', 'outside-event', election);
    post('nora', 'outside-event', { ...election, title: 'Run-off' });
    post('sara', 'shredding', { before: 2 as never });
    expect(room.outsideEvents.order).toHaveLength(1);
    expect(Object.values(room.outsideEvents.byEntry).map(({ title }) => title)).toEqual(['Run-off']);
  });
});
