import { language } from '../messages/messages.ts';
import type { Tick, Zoom } from './axis.ts';

/** What stands at a line of the axis: shorter the more there are. Empty where there is no room for a word. */
export function tickWords({ day, is }: Tick, zoom: Zoom, isRoomy = false): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language.formats, { timeZone: 'UTC', ...options }).format(Date.parse(`${day}T00:00:00Z`));
  if (isRoomy && is !== 'day' && is !== 'week') return format({ month: 'long', year: 'numeric' });
  if (is === 'year') return format({ month: 'short', year: 'numeric' });
  if (is === 'month') return format({ month: zoom === 'year' || zoom === 'month' ? 'short' : 'long' });
  if (zoom === 'quarter' || isRoomy) return format({ day: 'numeric', month: 'short' });
  if (zoom === 'fortnight') return format({ weekday: 'short', day: 'numeric' });
  return format({ day: 'numeric' });
}
