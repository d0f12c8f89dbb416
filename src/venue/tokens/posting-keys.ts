import { type ChannelId, idText, type Position } from '../../base/ids.ts';
import { decode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { foundingItem } from '../../protocol/handshake/founding.ts';
import { handshakeItem } from '../../protocol/handshake/handshake.ts';
import { itemKind } from '../../protocol/handshake/item-kind.ts';
import { ITEM_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { ChannelKey, RecordStore } from '../store/store.ts';
import { POSTING_KEYS_MAX } from './limits.ts';

/** The posting keys of epochs, by where the handshake stands that began them, valid or not: members refuse what others sign. */
export class PostingKeys {
  readonly #store: RecordStore;
  // Owned here: by channel and position, the latest to come last.
  readonly #known = new Map<string, Uint8Array | undefined>();

  constructor(store: RecordStore) {
    this.#store = store;
  }

  async at(channel: ChannelId, key: ChannelKey, begunAt: Position): Promise<Uint8Array | undefined> {
    const name = `${idText(channel)} ${begunAt}`;
    if (this.#known.has(name)) return this.#known.get(name);
    const { bytes } = await this.#store.page(key, begunAt, 1, 1);
    const postingKey = postingKeyIn(bytes);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= POSTING_KEYS_MAX) this.#known.delete(oldest);
    this.#known.set(name, postingKey);
    return postingKey;
  }
}

function postingKeyIn(item: Uint8Array): Uint8Array | undefined {
  const kind = itemKind(item);
  try {
    if (kind === 'founding') return decode(foundingItem, item, ITEM_BYTES_MAX).postingKey;
    if (kind === 'handshake') return decode(handshakeItem, item, ITEM_BYTES_MAX).postingKey;
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
  }
  return undefined;
}
