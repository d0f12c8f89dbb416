import type { Author } from '../author.ts';
import { isConsentHolder } from '../authority.ts';
import { type PostRefusal, refuse } from '../post-refusal.ts';
import type { ChannelProjection } from '../projection.ts';

/** What all steps towards a disclosure have in common: a room that may disclose, and a seat with the power to. */
export function refusalToSpeakForParty(room: ChannelProjection, by: Author): PostRefusal | undefined {
  const refusal = refusalOffTheRecord(room);
  if (refusal !== undefined) return refusal;
  return isConsentHolder(room, by)
    ? undefined
    : refuse('NOT_A_CONSENT_HOLDER', 'a consent holder speaks for its party');
}

export function refusalOffTheRecord(room: ChannelProjection): PostRefusal | undefined {
  if (room.room.rule !== 'off the record') return undefined;
  return refuse('NOT_OFF_THE_RECORD', 'off the record, nothing is disclosed');
}
