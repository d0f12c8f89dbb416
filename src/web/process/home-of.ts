import type { Route } from '../routes.ts';
import type { ProcessItem, UndatedItem } from './process-item.ts';

/** Where it is at home in the app: a transfer in the room that it leaves. */
export function homeOf({ kind, channel, entry }: Pick<ProcessItem | UndatedItem, 'kind' | 'channel' | 'entry'>): Route {
  const at = 'room';
  if (kind === 'meeting') return { at, channel, view: 'meetings', entry };
  if (kind === 'undertaking') return { at, channel, view: 'undertakings', entry };
  if (kind === 'communiqué') return { at, channel, view: 'consents', entry: undefined };
  return { at, channel, view: 'record', entry };
}
