import { expect, test } from 'vitest';
import { idText } from '../../base/ids.ts';
import { bytes, rehearse } from '../../records/rehearsal-room.ts';
import { lineAt } from './line-at.ts';

const said = (text: string) => ({ text, language: 'en', inReplyTo: undefined, conveyance: undefined });

test('a line is found by its entry, by what it is about, and by time', () => {
  const { room, post } = rehearse();
  const first = post('nils', 'statement', said('One.'));
  const second = post('sara', 'statement', said('Two.'));
  const founding = room.timeline.length - 2;
  expect(lineAt(room, { entry: idText(first.entry) })).toBe(founding);
  expect(lineAt(room, { entry: idText(second.entry) })).toBe(founding + 1);
  expect(lineAt(room, { entry: '00'.repeat(16) })).toBeUndefined();
  const time = room.entries[idText(second.entry)]?.time ?? 0;
  expect(lineAt(room, { from: time })).toBe(founding + 1);
  expect(lineAt(room, { from: 0 })).toBe(founding);
  expect(lineAt(room, { from: time + 1 })).toBeUndefined();
});

test('something that no line made is found where it is first spoken of', () => {
  const { room, post } = rehearse();
  post('ada', 'fact', {
    fact: bytes(16, 7) as never,
    title: 'The talks exist',
    statuses: {
      room: 'disclosed',
      otherRooms: 'withheld',
      principals: 'withheld',
      press: 'withheld',
      public: 'unclear',
    },
    ifAsked: '',
  });
  expect(lineAt(room, { entry: '07'.repeat(16) })).toBe(room.timeline.length - 1);
});
