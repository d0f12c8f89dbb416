import { utf8 } from '../../src/base/bytes.ts';
import type { EntryId } from '../../src/base/ids.ts';
import { idText } from '../../src/base/ids.ts';
import { toHex } from '../../src/base/text-encodings.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import type { Share } from '../../src/protocol/seal/share.ts';
import { openShare, sealShares } from '../../src/protocol/seal/shares.ts';
import { openRoom } from '../support/room.ts';

/** A party's share of one entry's salt, and what it does not open as. Needs fixed library randomness. */
export async function shareCases(): Promise<Record<string, object>> {
  const room = await openRoom({ seed: 'share', parties: 3, rules: { quorum: 2 } });
  const { channel, charter, random } = room;
  const entry = random(16) as EntryId;
  const salt = random(32);
  const commitment = commit(salt, utf8('a payload'));
  const author = charter.parties[0]?.party as Share['party'];
  const context = { channel, entry, commitment };
  const [share, other] = (await sealShares(context, { charter, salt, author, random })) as [Share, Share, Share];
  const secret = room.shareKeys.get(idText(share.party))?.secret as Uint8Array;
  const plain = (await openShare(context, share, secret)) as Uint8Array;
  const given = {
    channel: toHex(channel),
    entry: toHex(entry),
    commitment: toHex(commitment),
    party: toHex(share.party),
    generation: share.generation,
    shareKeySecret: toHex(secret),
    sealed: toHex(share.sealed),
  };
  return {
    opens: { ...given, share: toHex(plain) },
    'of-another-party': { ...given, sealed: toHex(other.sealed) },
    'named-for-another-party': { ...given, party: toHex(other.party) },
    'of-another-generation': { ...given, generation: share.generation + 1 },
    'of-another-entry': { ...given, entry: toHex(random(16)) },
    'of-another-commitment': { ...given, commitment: toHex(random(32)) },
    'of-another-channel': { ...given, channel: toHex(random(16)) },
    'under-another-share-key': { ...given, shareKeySecret: toHex(random(32)) },
    noise: { ...given, sealed: toHex(random(81)) },
    altered: { ...given, sealed: toHex(share.sealed.with(40, (share.sealed[40] as number) ^ 1)) },
  };
}
