import { encode as cborEncode } from 'cborg';
import { describe, expect, test } from 'vitest';
import type { Position } from '../base/ids.ts';
import { applyEntry } from './apply-entry.ts';
import { emptyProjection, restoreProjection, SNAPSHOT_VERSION, snapshotProjection } from './projection.ts';
import { RecordsError } from './records-error.ts';
import { bytes, CHANNEL, opened, rehearse } from './rehearsal-room.ts';
import { disclosureOf, NILS, openRoster, SARA } from './rehearsal-roster.ts';

const idea = { title: 'Share the water', text: '', language: 'en' };

describe('a projection', () => {
  test('is plain data: what comes back from a snapshot is equal, field for field', () => {
    const rehearsal = rehearse();
    const roster = openRoster(rehearsal, [NILS, SARA], 2);
    rehearsal.post('nils', 'idea', idea);
    rehearsal.post('nils', 'disclosure-proposal', {
      disclosure: disclosureOf(roster, 'One.'),
      entries: [],
      respondBy: 9,
    });
    expect(restoreProjection(snapshotProjection(rehearsal.room))).toEqual(rehearsal.room);
  });

  test('of another version is rebuilt from the record, and bytes that are no snapshot are refused', () => {
    expect(restoreProjection(cborEncode([0, emptyProjection(CHANNEL)]))).toBeUndefined();
    for (const bad of [
      bytes(3, 0xff),
      cborEncode(7),
      cborEncode([SNAPSHOT_VERSION, null]),
      cborEncode([SNAPSHOT_VERSION, {}]),
    ]) {
      expect(() => restoreProjection(bad)).toThrow(RecordsError);
    }
  });

  test('takes 100,000 entries at a cost that does not grow', () => {
    const { room } = rehearse();
    const statement = { text: 'Yes.', language: 'en', inReplyTo: undefined, conveyance: undefined };
    const chunk = (from: number) => {
      const start = performance.now();
      for (let position = from; position < from + 25_000; position++) {
        applyEntry(room, opened(position as Position, 'nils', { kind: 'statement', content: statement }));
      }
      return performance.now() - start;
    };
    const first = chunk(1);
    const [, , last] = [chunk(25_001), chunk(50_001), chunk(75_001)];
    expect(room.statements.order).toHaveLength(100_000);
    // Far from a measurement: were an apply linear in the record, the last quarter would cost several times the first.
    expect(last as number).toBeLessThan(Math.max(first, 100) * 5);
  });
});
