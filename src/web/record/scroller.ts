/** What scrolls a record: the page, or a column beside another. */
export function scrollerOf(node: Element): Element {
  return node.closest('[data-scroller]') ?? document.scrollingElement ?? document.documentElement;
}

/** Close enough to the end that whoever reads there wants to see what comes. */
const NEAR_PX = 120;

export function isNearEnd(scroller: Element): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
}

export function toEnd(scroller: Element): void {
  scroller.scrollTop = scroller.scrollHeight;
}

/** A line that is seen, and where: so that it stays there when others come above it. */
export interface Anchor {
  readonly key: string;
  readonly top: number;
}

export function anchorIn(list: Element, scroller: Element): Anchor | undefined {
  const edge = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
  for (const child of list.children) {
    const { top, bottom } = child.getBoundingClientRect();
    const key = child.getAttribute('data-key');
    if (bottom > edge && key?.startsWith('line ')) return { key, top };
  }
  return undefined;
}

export function holdAnchor(list: Element, scroller: Element, anchor: Anchor): void {
  const child = list.querySelector(`[data-key="${anchor.key}"]`);
  if (child !== null) scroller.scrollTop += child.getBoundingClientRect().top - anchor.top;
}

/** The element of a line, or of the steps that it is folded into. */
export function elementOf(list: Element, index: number): HTMLElement | undefined {
  const at = (child: Element) => Number(child.getAttribute('data-index'));
  const before = [...list.children].filter((child) => at(child) <= index);
  return before.at(-1) as HTMLElement | undefined;
}
