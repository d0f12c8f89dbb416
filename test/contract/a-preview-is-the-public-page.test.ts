import { expect, test } from 'vitest';
import { paragraphs as onThePage } from '../../src/venue/public/communique-page.ts';
import { paragraphs } from '../../src/web/publish/paragraphs.ts';

test('a preview parts a text as the public page does', () => {
  const text = '\n First,\n  and more. \n\n \nSecond.\n\n\n';
  expect(paragraphs(text)).toEqual(['\nFirst,\nand more.', 'Second.']);
  expect(paragraphs(text).map((one) => one.split('\n'))).toEqual(onThePage(text));
});
