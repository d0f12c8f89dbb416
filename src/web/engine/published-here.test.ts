import { expect, test } from 'vitest';
import {
  type DisclosureSlice,
  type DisclosureView,
  emptyDisclosures,
} from '../../records/disclosure/disclosure-slice.ts';
import { publishedHere } from './published-here.ts';

const VENUE = 'https://talks.example';

function published(link: string): DisclosureView {
  const state = { kind: 'published', release: 'aa', slug: 'lake-talks', number: 3, link, position: 9 } as const;
  return { digest: 'dd', state } as unknown as DisclosureView;
}

function shown(view: DisclosureView): DisclosureView['state'] | undefined {
  const slice: DisclosureSlice = { ...emptyDisclosures(), byDigest: { dd: view }, order: ['dd'] };
  return publishedHere(slice, VENUE).byDigest['dd']?.state;
}

test('a published text leads to this venue, wherever the one who published says that it stands', () => {
  for (const link of [
    'javascript:alert(1)',
    'https://elsewhere.example/p/lake-talks/communiques/3',
    'data:text/html,x',
  ]) {
    expect(shown(published(link))).toMatchObject({ link: `${VENUE}/p/lake-talks/communiques/3` });
  }
});

test('what is not published stays as it is', () => {
  const view = { digest: 'dd', state: { kind: 'proposed' } } as unknown as DisclosureView;
  expect(shown(view)).toBe(view.state);
});
