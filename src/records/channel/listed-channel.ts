import { type ChannelId, idText } from '../../base/ids.ts';
import { TRACKS } from '../../protocol/charter/ground-rules.ts';
import type { Decoded } from '../../protocol/codec/codec.ts';
import { bool, id, struct, text, word } from '../../protocol/codec/shapes.ts';
import { isSecretariatsChannel } from '../authority.ts';
import { PURPOSE_BYTES_MAX, TITLE_BYTES_MAX } from '../limits.ts';
import { refuse } from '../post-refusal.ts';
import { ATTRIBUTED, type RecordKind } from '../record-kind.ts';
import { show } from '../show.ts';

const codec = struct('channel', {
  channel: id<ChannelId>('channel'),
  title: text('title', { minBytes: 1, maxBytes: TITLE_BYTES_MAX }),
  track: word('track', TRACKS),
  purpose: text('purpose', { maxBytes: PURPOSE_BYTES_MAX }),
  closed: bool('closed'),
});

export type ListedChannel = Decoded<typeof codec>;

/**
 * A line of the secretariat's list of channels; posted again, it replaces the line. Only in a channel where nobody
 * but the secretariat sits: anywhere else it would tell one room that another exists.
 */
export const listedChannel: RecordKind<'channel', ListedChannel> = {
  kind: 'channel',
  tag: 16,
  versions: 1,
  codec,
  attributions: ATTRIBUTED,

  mayPost(_content, _by, room) {
    if (isSecretariatsChannel(room)) return undefined;
    return refuse('NOT_THE_SECRETARIATS_CHANNEL', 'no other room learns which channels there are');
  },

  apply(room, entry) {
    const { channel, ...line } = entry.content;
    const key = idText(channel);
    if (room.channels.byId[key] === undefined) room.channels.order.push(key);
    room.channels.byId[key] = { ...line, position: entry.position };
    show(room, entry, key);
  },
};
