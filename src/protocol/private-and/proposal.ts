import { compare } from '../../base/bytes.ts';
import type { ChannelId, EntryId, PartyId } from '../../base/ids.ts';
import { type Codec, type Decoded, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { fixed, id, list, struct } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';
import { SHA256_BYTES, sha256 } from '../crypto/sha256.ts';
import { domain } from '../domain.ts';
import { PARTIES_MAX, PARTIES_MIN } from './limits.ts';

const listed = list('parties', id<PartyId>('party'), { min: PARTIES_MIN, max: PARTIES_MAX });

/** In the charter's order, each once: a proof is for a place in this list as much as for a name. `[AND-1]` */
const partiesCodec: Codec<readonly PartyId[]> = {
  ...listed,
  from(cbor) {
    const parties = listed.from(cbor);
    const ascend = parties.every((party, at) => at === 0 || compare(parties[at - 1] as PartyId, party) < 0);
    if (!ascend) throw new CodecError('WRONG_SHAPE', 'parties: not in ascending order, each once');
    return parties;
  },
};

const proposalCodec = versioned(
  1,
  struct('proposal', {
    channel: id<ChannelId>('channel'),
    proposal: id<EntryId>('proposal'),
    textDigest: fixed('text digest', SHA256_BYTES),
    parties: partiesCodec,
  }),
);
/** Which text is put to whom, and by which entry: what every step of the round is bound to. */
export type Proposal = Decoded<typeof proposalCodec>;

/** Of the text as it was put, to the byte. */
export function textDigest(text: Uint8Array): Uint8Array {
  return sha256(domain('and/text'), text);
}

/** Where the transcript of a round begins. Throws a {@link CodecError} for parties that no round can have. */
export function proposalDigest(proposal: Proposal): Uint8Array {
  return sha256(domain('and/proposal'), encode(proposalCodec, proposal));
}
