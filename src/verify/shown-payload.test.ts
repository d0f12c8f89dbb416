import { describe, expect, test } from 'vitest';
import { fromHex } from '../base/text-encodings.ts';
import { showPayload } from './shown-payload.ts';

const hex = (text: string) => fromHex(text) as Uint8Array;

describe('an opened entry is shown without knowing its kind', () => {
  test('its texts in order, the rest counted', () => {
    // [7, 2, ["a", [h'01', "bc", null, 5], true]]
    expect(showPayload(hex('830702836161844101626263f605f5'))).toEqual({
      kind: 'texts',
      entryKind: 7,
      entryVersion: 2,
      texts: ['a', 'bc'],
      otherFields: 3,
    });
  });

  test('a text cannot steer a terminal', () => {
    // [0, 1, ["\u001b[2J\n"]]
    expect(showPayload(hex('83000181651b5b324a0a'))).toMatchObject({ texts: ['\ufffd[2J\n'] });
  });

  test('a text cannot be made to read as another', () => {
    // [0, 1, ["a\u202eb\u2066c"]]
    expect(showPayload(hex('8300018169' + '61e280ae62e281a663'))).toMatchObject({ texts: ['a\ufffdb\ufffdc'] });
  });

  test.each([
    ['no bytes', ''],
    ['another structure', '820702'],
    ['a map', '830702a0'],
    ['a number in two spellings', '83180702816161'],
    ['cut short', '8307028161'],
    ['deeper than any kind of entry', `830702${'81'.repeat(40)}00`],
    ['far deeper', `830702${'81'.repeat(100_000)}00`],
  ])('what is not our CBOR is said to be unreadable: %s', (_, payload) => {
    expect(showPayload(hex(payload))).toEqual({ kind: 'unreadable', bytes: payload.length / 2 });
  });
});
