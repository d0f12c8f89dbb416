import { type EntryId, idFromText } from '../../base/ids.ts';
import { ClientError } from '../../client/client-error.ts';

/** Of a page's text; refused as the record would where it is none. */
export function entryId(text: string): EntryId {
  const id = idFromText<EntryId>(text);
  if (id === undefined) throw new ClientError('POST_REFUSED', 'not an entry id', { detail: { code: 'NO_SUCH_ENTRY' } });
  return id;
}
