import type { VerifiedClaim } from '../../verify/verify-communique.ts';
import type { Asked } from './asked.ts';
import type { CheckOutcome } from './check-evidence.ts';
import {
  BY_WHOM,
  HOLDS,
  HOLDS_NOT,
  IS_ANOTHER_TEXT,
  IS_NOT_SHOWN,
  IS_SHOWN,
  NOT_COMPARED,
  NOTHING_READABLE,
  WHAT_IS_NOT,
  WHAT_IS_OPENED,
  WHAT_IS_PROVEN,
} from './words.ts';

/** Put together node by node: nothing that a file says is ever read as markup. */
export function showOutcome(page: Document, outcome: CheckOutcome, asked: Asked['kind']): readonly Node[] {
  const element = (name: string, text: string) => {
    const made = page.createElement(name);
    made.textContent = text;
    return made;
  };
  const box = page.createElement('div');
  if (outcome.kind === 'refused') {
    box.className = 'outcome refused';
    box.append(element('h3', HOLDS_NOT), element('p', outcome.sentence));
    return [box];
  }
  const { said, verified, isShown } = outcome;
  const isOther = !isShown && asked === 'file';
  const isGood = isShown || isOther;
  box.className = isGood ? 'outcome holds' : 'outcome refused';
  box.append(element('h3', isGood ? HOLDS : HOLDS_NOT));
  box.append(element('p', isShown ? IS_SHOWN : isOther ? IS_ANOTHER_TEXT(titleOf(outcome)) : IS_NOT_SHOWN));
  box.append(element('h4', WHAT_IS_PROVEN), element('p', said.proven));
  box.append(element('h4', WHAT_IS_NOT), element('p', said.notProven));
  if (verified.log.sizeNow === undefined) box.append(element('p', NOT_COMPARED));
  if (verified.claims.length > 0) {
    box.append(element('h4', WHAT_IS_OPENED), ...verified.claims.flatMap((claim) => opened(element, claim)));
  }
  const note = element('p', BY_WHOM);
  note.className = 'meta';
  box.append(note);
  return [box];
}

function opened(element: (name: string, text: string) => HTMLElement, { label, shown }: VerifiedClaim): Node[] {
  const heading = element('p', label);
  heading.dir = 'auto';
  const texts = shown.kind === 'texts' ? shown.texts.filter((text) => text !== '') : [];
  if (texts.length === 0) return [heading, element('p', NOTHING_READABLE)];
  return [
    heading,
    ...texts.map((text) => {
      const quote = element('blockquote', text);
      quote.dir = 'auto';
      return quote;
    }),
  ];
}

function titleOf({ verified }: Extract<CheckOutcome, { kind: 'holds' }>): string {
  return verified.texts[0]?.title ?? '';
}
