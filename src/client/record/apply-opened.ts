import type { PartyId, Position } from '../../base/ids.ts';
import { idFromText, idText } from '../../base/ids.ts';
import { type Charter, findSeat } from '../../protocol/charter/charter.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { verify } from '../../protocol/crypto/ed25519.ts';
import type { Verification } from '../../protocol/seal/attribution.ts';
import { isBallot } from '../../protocol/seal/ballot.ts';
import type { Opened } from '../../protocol/seal/open-entry.ts';
import { signaturesIn } from '../../records/apply-entry.ts';
import type { AnyAuthor } from '../../records/author.ts';
import { decodePayload } from '../../records/payload.ts';
import type { ChannelProjection } from '../../records/projection.ts';
import type { KnownEntry } from '../../records/registry.ts';
import type { Journal } from './journal.ts';
import type { Reading } from './reading.ts';

/** Judges one opened entry by its kind and lets it change the projection; or notes why it does not. `[RECORD-4]` */
export async function applyOpened(
  journal: Journal,
  position: Position,
  opened: Extract<Opened, { kind: 'opened' }>,
  by: { readonly verification: Verification; readonly charter: Charter | undefined },
): Promise<Reading> {
  const { header } = opened;
  const { room } = journal;
  const used = { entry: header.entry, epoch: header.epoch };
  const skipped = (reason: Extract<Reading, { kind: 'skipped' }>['reason']): Reading => ({
    kind: 'skipped',
    position,
    entry: header.entry,
    reason,
  });
  let payload: ReturnType<typeof decodePayload>;
  try {
    payload = decodePayload(opened.payload);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    journal.apply({ kind: 'skipped', position, reason: 'UNREADABLE', used });
    return skipped('UNREADABLE');
  }
  // What is in a ballot is a vote, and a vote is in a ballot. [SOUND-6]
  if (isBallot(opened) !== (payload.kind === 'ballot')) {
    journal.apply({ kind: 'skipped', position, reason: 'OUTSIDE_ITS_BOX', used });
    return skipped('OUTSIDE_ITS_BOX');
  }
  if (payload.kind === 'unknown-kind') {
    journal.apply({ kind: 'unknown-kind', position, used, tag: payload.tag, version: payload.version });
    return skipped('UNKNOWN_KIND');
  }
  const entry = {
    ...payload,
    position,
    epoch: header.epoch,
    entry: header.entry,
    commitment: header.commitment,
    time: opened.time,
    author: authorOf(room, opened, by),
  } as KnownEntry;
  const claimed = signaturesIn(room, entry);
  const sound = await Promise.all(
    claimed.map(({ publicKey, message, signature }) => verify(publicKey, signature, message)),
  );
  const signatures = sound.every(Boolean) ? 'sound' : 'broken';
  const result = journal.apply({ kind: 'entry', opened: entry, signatures });
  return result.kind === 'applied' ? { kind: 'applied', position, entry } : skipped(result.code);
}

function authorOf(
  room: ChannelProjection,
  { attribution }: Extract<Opened, { kind: 'opened' }>,
  { verification, charter }: { verification: Verification; charter: Charter | undefined },
): AnyAuthor {
  const onRecord = 'onRecord' in verification && verification.onRecord;
  // Whose it is nobody knows: that it is of this room is what its key shows.
  const authenticity = verification.kind === 'unattributed' ? 'verified' : verification.kind;
  if (attribution.kind === 'unattributed') {
    return { seat: undefined, party: undefined, attribution: 'unattributed', authenticity, onRecord: false };
  }
  const { seat, recordSignature } = attribution;
  const seated = charter && findSeat(charter, seat);
  const shown = room.room.seats[idText(seat)];
  const party = seated?.party ?? (shown && idFromText<PartyId>(shown.party)) ?? (new Uint8Array(16) as PartyId);
  return {
    seat,
    party,
    attribution: recordSignature === undefined ? 'deniable' : 'on the record',
    authenticity,
    onRecord,
  };
}
