import { concat, equal, uint64 } from '../../base/bytes.ts';
import { type ChannelId, type Commitment, type EntryId, idText, type PartyId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import type { Charter, CharterParty } from '../charter/charter.ts';
import { SHAMIR_SHARE_BYTES, splitSalt } from '../commitment/salt-shares.ts';
import { hpkeOpen, hpkeSeal } from '../crypto/hpke.ts';
import { domain } from '../domain.ts';
import { SEALED_SHARE_BYTES } from './limits.ts';
import type { Share } from './share.ts';

/** The entry that shares are made for: a share opens for no other. `[SHARE-2]` */
export interface ShareContext {
  readonly channel: ChannelId;
  readonly entry: EntryId;
  readonly commitment: Commitment;
}

/** The parties seated in the channel, in the charter's order, without the secretariat unless the ground rules say so. */
export function shareHolders(charter: Charter): readonly CharterParty[] {
  const seated = new Set(charter.seats.map(({ party }) => idText(party)));
  const secretariatToo = charter.groundRules.secretariatHoldsShare;
  return charter.parties.filter((one) => seated.has(idText(one.party)) && (secretariatToo || !one.secretariat));
}

/**
 * How many parties' shares open an entry: the quorum, or all. Where fewer parties are seated than the quorum asks,
 * all of them. `undefined` where nobody can ever give an opening. `[SHARE-4]`
 */
export function sharesNeeded(charter: Charter): number | undefined {
  const holders = shareHolders(charter).length;
  const { rule, quorum } = charter.groundRules;
  if (holders < 2 || rule === 'off the record') return undefined;
  return quorum === 0 ? holders : Math.min(quorum, holders);
}

/** For each holder its share of the salt; or, where the room has no shares, as much noise. */
export async function sealShares(
  context: ShareContext,
  {
    charter,
    salt,
    author,
    random,
  }: { charter: Charter; salt: Uint8Array; author: PartyId | undefined; random: Randomness },
): Promise<readonly Share[]> {
  const holders = shareHolders(charter);
  const needed = sharesNeeded(charter);
  if (needed === undefined) return noise(charter, author, random);
  const split = await splitSalt(salt, { shares: holders.length, needed });
  return await Promise.all(
    holders.map(async ({ party, shareKey, shareKeyGeneration: generation }, index) => {
      const plain = split[index] as Uint8Array;
      const sealed = await sealShare(context, { party, generation, shareKey, plain });
      // A party that gave itself a share key that is none loses its own shares; it must not silence the room.
      return { party, generation, sealed: sealed ?? random(SEALED_SHARE_BYTES) };
    }),
  );
}

/** The shares' own parties and generations are those of the charter of the entry's epoch. Their content is unseen. */
export function sharesFit(shares: readonly Share[], charter: Charter, author: PartyId | undefined): boolean {
  const expected = namedOnShares(charter, author);
  return (
    shares.length === expected.length &&
    shares.every(({ party, generation }, index) => {
      const holder = expected[index] as CharterParty;
      return equal(party, holder.party) && generation === holder.shareKeyGeneration;
    })
  );
}

/**
 * The party's own share, 33 bytes, by the private half of the share key of that generation; or `undefined`: it is
 * another party's, another entry's, noise, or was altered. `[SHARE-2]`
 */
export async function openShare(
  context: ShareContext,
  { party, generation, sealed }: Share,
  shareKeySecret: Uint8Array,
): Promise<Uint8Array | undefined> {
  const info = shareInfo(context.channel, party, generation);
  const plain = await hpkeOpen(shareKeySecret, info, shareAad(context), sealed);
  return plain?.length === SHAMIR_SHARE_BYTES ? plain : undefined;
}

const SHARE = domain('share');

const shareInfo = (channel: ChannelId, party: PartyId, generation: number) =>
  concat(SHARE, channel, party, uint64(generation));

const shareAad = ({ commitment, entry }: ShareContext) => concat(commitment, entry);

async function sealShare(
  context: ShareContext,
  { party, generation, shareKey, plain }: Omit<Share, 'sealed'> & { shareKey: Uint8Array; plain: Uint8Array },
): Promise<Uint8Array | undefined> {
  try {
    return await hpkeSeal(shareKey, shareInfo(context.channel, party, generation), shareAad(context), plain);
  } catch {
    return undefined;
  }
}

function noise(charter: Charter, author: PartyId | undefined, random: Randomness): readonly Share[] {
  return namedOnShares(charter, author).map(({ party, shareKeyGeneration }) => ({
    party,
    generation: shareKeyGeneration,
    sealed: random(SEALED_SHARE_BYTES),
  }));
}

/**
 * The holders; where there is none (the secretariat alone), the author's party, or the first one for an author who is
 * not named. `[UNATTR-4]`
 */
function namedOnShares(charter: Charter, author: PartyId | undefined): readonly CharterParty[] {
  const holders = shareHolders(charter);
  if (holders.length > 0) return holders;
  return author === undefined
    ? charter.parties.slice(0, 1)
    : charter.parties.filter(({ party }) => equal(party, author));
}
