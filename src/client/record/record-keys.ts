import { type ChannelId, idText } from '../../base/ids.ts';

/**
 * Under which keys the parts of a record are kept that its checkpoint only counts. Apart from the seat's other keys, so
 * that looking for seats does not read whole records.
 */
export function recordKeys(channel: ChannelId) {
  const all = `record/${idText(channel)}/`;
  const numbered = (what: string) => (generation: number, number: number) =>
    `${all}${what}/${padded(generation)}/${padded(number)}`;
  return { all, page: numbered('journal'), chunk: numbered('snapshot') } as const;
}

function padded(number: number): string {
  return String(number).padStart(9, '0');
}
