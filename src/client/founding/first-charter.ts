import { compare } from '../../base/bytes.ts';
import { type Epoch, ID_BYTES, type PartyId, type SeatId } from '../../base/ids.ts';
import type { Randomness } from '../../base/ports.ts';
import type { Charter, CharterParty } from '../../protocol/charter/charter.ts';
import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import type { SeatKeys } from '../../protocol/seal/seat-keys.ts';
import { ClientError } from '../client-error.ts';
import { NO_SHARE_KEY } from '../group/charter-edits.ts';
import type { Introduction } from '../joining/knock-at.ts';

export interface FoundingParty {
  /** The same in all channels of a process, so that a person's view of it can be put together. Random by default. */
  readonly party?: PartyId;
  readonly name: string;
  readonly secretariat: boolean;
}

/** A channel as its founder means it: all of it is in the charter, and the ground rules are frozen with it. */
export interface ChannelTerms {
  readonly title: string;
  readonly purpose: string;
  readonly groundRules: GroundRules;
  readonly parties: readonly FoundingParty[];
  /** The founder's own seat, which is a steward's. `party` is one of the names above. */
  readonly own: Introduction & {
    readonly party: string;
    readonly attributes: readonly string[];
    readonly consentHolder: boolean;
  };
}

/** The share key of the founder's party; those of the others come with their first seats. */
export const FIRST_SHARE_KEY_GENERATION = 1;

export function firstCharter(
  terms: ChannelTerms,
  by: {
    readonly random: Randomness;
    readonly seat: SeatId;
    readonly keys: SeatKeys;
    readonly shareKey: Uint8Array;
    /** The venue's, as it describes itself. */
    readonly issuerKey: Uint8Array;
  },
): Charter {
  const { title, purpose, groundRules, own } = terms;
  const parties = terms.parties.map((each): CharterParty => {
    const isOwn = each.name === own.party;
    return {
      party: each.party ?? (by.random(ID_BYTES) as PartyId),
      name: each.name,
      secretariat: each.secretariat,
      shareKey: isOwn ? by.shareKey : NO_SHARE_KEY,
      shareKeyGeneration: isOwn ? FIRST_SHARE_KEY_GENERATION : 0,
    };
  });
  const ownParty = parties.find(({ name }) => name === own.party);
  if (ownParty === undefined) throw new ClientError('UNKNOWN_PARTY', `no party is called ${own.party}`);
  return {
    generation: 0,
    title,
    purpose,
    groundRules,
    parties: parties.sort((a, b) => compare(a.party, b.party)),
    seats: [
      {
        seat: by.seat,
        party: ownParty.party,
        role: 'steward',
        consentHolder: own.consentHolder,
        signKey: by.keys.sign.publicKey,
        staticKey: by.keys.static.publicKey,
        accessKey: by.keys.access.publicKey,
        name: own.name,
        affiliation: own.affiliation,
        attributes: own.attributes,
        vouchedBy: by.seat,
        readsFrom: 0 as Epoch,
        succeeds: undefined,
      },
    ],
    channelKeyGeneration: 0,
    issuerKey: by.issuerKey,
  };
}
