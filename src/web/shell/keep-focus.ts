/** Where the focus may stand without being a control: what is read from there on is what it was in. */
const PLACES = 'dialog, article, [tabindex="-1"], main';

/**
 * Gives the focus a place again when what had it is taken away: a button that a form has replaced, the step of a dialog
 * that is done. It would fall to the page, and whoever listens, or has no pointer, would begin at the top again. Gives
 * back how to end it.
 */
export function keepFocus(page: Document): () => void {
  let held: Element | undefined;
  let around: readonly HTMLElement[] = [];

  function taken({ target }: Event) {
    if (!(target instanceof Element)) return;
    held = target;
    around = placesAround(target);
  }
  function left({ target, relatedTarget }: FocusEvent) {
    if (relatedTarget !== null) return;
    // Taken away, it is said to be left as well, just before: whoever left it themselves wants nothing back.
    queueMicrotask(() => {
      if (held === target && held?.isConnected) held = undefined;
    });
  }
  function look() {
    if (held === undefined || held.isConnected || page.activeElement !== page.body) return;
    const place = around.find((one) => one.isConnected);
    held = undefined;
    if (place === undefined) return;
    if (!place.hasAttribute('tabindex')) place.setAttribute('tabindex', '-1');
    place.focus({ preventScroll: true });
  }

  const watcher = new MutationObserver(look);
  watcher.observe(page.body, { childList: true, subtree: true });
  page.addEventListener('focusin', taken);
  page.addEventListener('focusout', left);
  return () => {
    watcher.disconnect();
    page.removeEventListener('focusin', taken);
    page.removeEventListener('focusout', left);
  };
}

/** From the nearest on. */
function placesAround(element: Element): readonly HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement) if (at.matches(PLACES)) places.push(at);
  return places;
}
