import { expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { passphraseBytes, passphraseFault } from './passphrase.ts';

test.each([
  ['composed and not', 'é', 'e\u0301'],
  ['wide and narrow', 'Ｈａｒｂｏｕｒ１２', 'Harbour12'],
  ['a ligature and its letters', 'ﬁne', 'fine'],
  ['an ideographic space and a plain one', '港\u3000口', '港 口'],
  ['spaces around and between', '  grain  at\u00a0dawn \n', 'grain at dawn'],
])('the same passphrase: %s', (_, one, other) => {
  expect(passphraseBytes(one)).toEqual(passphraseBytes(other));
});

test('upper and lower case differ', () => {
  expect(passphraseBytes('Harbour')).not.toEqual(passphraseBytes('harbour'));
  expect(passphraseBytes('ſ')).toEqual(utf8('s'));
});

test.each(['harbour 12', 'пшеница на рассвете', '港口 重新 开放 日', 'ﺑﺎﺏ ﺍﻟﻤﻴﻨﺎﺀ مفتوح', '🜁🜂🜃🜄🜅🜆🜇🜈🜉🜊'])(
  '%s will do',
  (typed) => {
    expect(passphraseFault(typed)).toBeUndefined();
  },
);

test.each([
  ['', 'too-short'],
  ['   ', 'too-short'],
  ['harbour12', 'too-short'],
  ['grain dawn', undefined],
  ['grain  daw', 'too-short'],
  ['one two 3', 'too-short'],
  ['aaaaaaaaaaaaaaaa', 'too-uniform'],
  ['a b c d', 'too-uniform'],
  ['x'.repeat(1_025), 'too-long'],
  ['\u{e0fff} harbour 12', 'unknown-character'],
  ['harbour \ud800 12', 'unknown-character'],
])('%j: %s', (typed, fault) => {
  expect(passphraseFault(typed)?.kind).toBe(fault);
});
