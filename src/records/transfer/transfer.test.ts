import { describe, expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { decodePayload, encodePayload } from '../payload.ts';
import { rehearse } from '../rehearsal-room.ts';
import type { Conveyance } from '../statement/statement-slice.ts';

const said = (text: string, conveyance?: Conveyance) => ({ text, language: 'en', inReplyTo: undefined, conveyance });

describe('a transfer note', () => {
  test('says in the source what was carried and by whom', () => {
    const { room, post } = rehearse();
    const { entry } = post('nils', 'statement', said('Half the water.'));
    post('ada', 'transfer-note', { entry });
    expect(room.transfers.notes).toMatchObject([{ carried: idText(entry), by: '20'.repeat(16), position: 2 }]);
  });

  test('carries nothing that was said off the record, and nothing that was taken back', () => {
    const room = rehearse({ rule: 'off the record' });
    const { entry } = room.post('nils', 'statement', said('Half the water.'));
    expect(room.refusal('ada', 'transfer-note', { entry })).toBe('NOT_OFF_THE_RECORD');

    const other = rehearse();
    const taken = other.post('nils', 'statement', said('Half the water.'));
    const back = other.post('nils', 'withdrawal', { entry: taken.entry });
    expect(other.refusal('ada', 'transfer-note', { entry: taken.entry })).toBe('ALREADY_WITHDRAWN');
    expect(other.refusal('ada', 'transfer-note', { entry: back.entry })).toBe('NO_SUCH_ENTRY');
  });

  test('leaves in a caucus what its author has not freed', () => {
    const caucus = rehearse({}, ['ada', 'nils', 'nora']);
    const unmarked = caucus.post('nils', 'statement', said('Half the water.'));
    const held = caucus.post('nils', 'statement', said('A third.', 'hold'));
    const free = caucus.post('nils', 'statement', said('Two thirds.', 'may be conveyed'));
    const gift = caucus.post('nils', 'statement', said('By season.', 'may be conveyed as your own idea'));
    const note = ({ entry }: { entry: typeof held.entry }) => caucus.refusal('ada', 'transfer-note', { entry });
    expect([unmarked, held, free, gift].map(note)).toEqual(['ON_HOLD', 'ON_HOLD', undefined, undefined]);
    expect(caucus.refusal('nora', 'transfer-note', { entry: held.entry })).toBe('ON_HOLD');
    expect(caucus.refusal('nils', 'transfer-note', { entry: held.entry })).toBeUndefined();
  });
});

describe('a text put forward', () => {
  test('is said to be by its carrier, and holds nothing but the text', () => {
    const { room, post } = rehearse();
    const content = { title: 'On water', text: 'Half of it.', language: 'en' };
    const { entry } = post('ada', 'put-forward', content);
    expect(room.transfers.putForward[idText(entry)]).toEqual({
      ...content,
      position: 1,
      by: '20'.repeat(16),
      withdrawnAt: null,
    });
    expect(decodePayload(encodePayload('put-forward', content))).toEqual({ kind: 'put-forward', content });
  });
});
