import { type Decoded, decode, encode } from '../../protocol/codec/codec.ts';
import { struct, tagged, text } from '../../protocol/codec/shapes.ts';
import { versioned } from '../../protocol/codec/versioned.ts';
import { exampleEnded } from '../../protocol/wire/example-bodies.ts';
import { CHAIR_TEXT_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'example';
const BYTES_MAX = 2 * CHAIR_TEXT_BYTES_MAX;

/** What a venue remembers of its example across restarts; the chairs are in a table of their own. */
const keptExample = versioned(
  1,
  tagged(
    'kept example',
    { begun: 0, played: 1 },
    {
      begun: struct('begun', {}),
      played: struct('played', { title: text('title', { maxBytes: CHAIR_TEXT_BYTES_MAX }), ended: exampleEnded }),
    },
  ),
);
type KeptExample = Decoded<typeof keptExample>;

type Settings = Pick<Store, 'setting' | 'putSetting'>;

export async function recallExample(store: Settings): Promise<KeptExample | undefined> {
  const kept = await store.setting(SETTING);
  return kept === undefined || kept.length === 0 ? undefined : decode(keptExample, new Uint8Array(kept), BYTES_MAX);
}

export async function rememberExample(store: Settings, example: KeptExample): Promise<void> {
  await store.putSetting(SETTING, encode(keptExample, example));
}

/** As if it had never been begun. */
export async function forgetExample(store: Settings): Promise<void> {
  await store.putSetting(SETTING, new Uint8Array());
}
