import type { Randomness } from '../../base/ports.ts';
import { BLIND_BYTES, beatEntry, dummyEntry } from '../../protocol/log/beat.ts';
import { Frontier } from '../../protocol/merkle/frontier.ts';
import { commitmentLeaf } from '../../protocol/record-tree/commitment-tree.ts';
import type { BeatWrite, GrownChannel, LogStore } from '../store/store.ts';
import { shuffled } from './shuffled.ts';

export interface ChosenBeat extends Pick<BeatWrite, 'beats' | 'digests'> {
  /** In their order in the log. */
  readonly entries: readonly Uint8Array[];
}

type Candidate =
  | { readonly kind: 'digest'; readonly entry: Uint8Array }
  | { readonly kind: 'beat'; readonly entry: Uint8Array; readonly beat: Omit<BeatWrite['beats'][number], 'logIndex'> }
  | { readonly kind: 'dummy'; readonly entry: Uint8Array };

/** Items read at once: a few milliseconds of the database's time, between which posts go on. */
const ITEMS_PER_READ = 500;

/**
 * What the next beat enters, of what waits: digests first, but never so many that no channel has a place while one
 * waits; then channels, longest waiting first; random bytes for the rest; all in random order. `[LOG-3]`
 */
export async function chooseBeat(
  store: LogStore,
  random: Randomness,
  places: number,
  fromSize: number,
): Promise<ChosenBeat> {
  const grown = await store.grownChannels(places);
  const digests = await store.pendingDigests(Math.max(places - grown.length, Math.ceil(places / 2)));
  const candidates: Candidate[] = digests.map((entry) => ({ kind: 'digest', entry }));
  for (const channel of grown.slice(0, places - digests.length))
    candidates.push(await channelBeat(store, random, channel));
  while (candidates.length < places) candidates.push({ kind: 'dummy', entry: dummyEntry(random) });

  const beats: BeatWrite['beats'][number][] = [];
  const logged: BeatWrite['digests'][number][] = [];
  const ordered = shuffled(candidates, random);
  ordered.forEach((candidate, place) => {
    const logIndex = fromSize + place;
    if (candidate.kind === 'beat') beats.push({ ...candidate.beat, logIndex });
    if (candidate.kind === 'digest') logged.push({ digest: candidate.entry, logIndex });
  });
  return { entries: ordered.map(({ entry }) => entry), beats, digests: logged };
}

async function channelBeat(store: LogStore, random: Randomness, grown: GrownChannel): Promise<Candidate> {
  const { size, root } = await foldCommitments(store, grown);
  const beat = { channel: grown.channel, size, root, blind: random(BLIND_BYTES) };
  return { kind: 'beat', entry: beatEntry(beat), beat };
}

/** Brings the kept frontier up to the record. What is folded stays folded, whatever becomes of the beat. `[LOG-2]` */
async function foldCommitments(store: LogStore, { channel, treeSize, treePosition, frontier }: GrownChannel) {
  const tree = new Frontier(treeSize, frontier);
  let position = treePosition;
  for (;;) {
    const read = await store.commitments(channel, position, ITEMS_PER_READ);
    for (const commitment of read.commitments) tree.append(commitmentLeaf(commitment));
    const count = read.position - position;
    position = read.position;
    if (count > 0) await store.keepFrontier(channel, { size: tree.size, position, frontier: tree.hashes });
    if (count < ITEMS_PER_READ) return { size: tree.size, root: tree.root() };
  }
}
