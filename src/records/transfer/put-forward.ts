import { idText } from '../../base/ids.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { struct, text } from '../../protocol/codec/shapes.ts';
import { languageTag } from '../language-tag.ts';
import { STATEMENT_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';

const codec = struct('put forward', {
  title: text('title', { maxBytes: TITLE_BYTES_MAX }),
  text: text('text', { minBytes: 1, maxBytes: STATEMENT_BYTES_MAX }),
  language: languageTag('language'),
});

export type PutForward = Decoded<typeof codec>;

/**
 * In the target: a text, put forward by its carrier. It names no source, author or date, and is written
 * just as if the carrier had thought of it: its schema has no place for more.
 */
export const putForward: RecordKind<'put-forward', PutForward> = {
  kind: 'put-forward',
  tag: 7,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost: () => undefined,

  apply(room, entry) {
    const key = idText(entry.entry);
    room.transfers.order.push(key);
    room.transfers.putForward[key] = {
      position: entry.position,
      ...entry.content,
      by: idText(entry.author.seat),
      withdrawnAt: null,
    };
    show(room, entry);
  },
};
