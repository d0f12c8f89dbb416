import type { Direction } from './step-between.ts';

/** What a key does on the timeline. */
export type KeyStep =
  | { readonly kind: 'step'; readonly direction: Direction }
  | { readonly kind: 'zoom'; readonly direction: 'in' | 'out' }
  | { readonly kind: 'move'; readonly direction: 'earlier' | 'later' }
  | { readonly kind: 'today' };

/** From right to left, left is later. Down the page there is one order, and all four arrows follow it. */
export function stepOfKey(
  key: string,
  { isRtl, isColumn }: { isRtl: boolean; isColumn: boolean },
): KeyStep | undefined {
  const step = (direction: Direction): KeyStep => ({ kind: 'step', direction });
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const isLater = (key === 'ArrowRight') !== isRtl;
      if (isColumn) return step(isLater ? 'after' : 'before');
      return step(isLater ? 'later' : 'earlier');
    }
    case 'ArrowUp':
      return step(isColumn ? 'before' : 'band above');
    case 'ArrowDown':
      return step(isColumn ? 'after' : 'band below');
    case 'End':
      return step('last');
    case 'Home':
      return { kind: 'today' };
    case '+':
    case '=':
      return { kind: 'zoom', direction: 'in' };
    case '-':
    case '_':
      return { kind: 'zoom', direction: 'out' };
    case 'PageUp':
      return { kind: 'move', direction: 'earlier' };
    case 'PageDown':
      return { kind: 'move', direction: 'later' };
    default:
      return undefined;
  }
}
