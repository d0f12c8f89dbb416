import { ID_BYTES, idText, type PartyId } from '../../base/ids.ts';
import { ClientError } from '../../client/client-error.ts';
import type { IdText } from '../../records/timeline.ts';
import type { CommandArgs } from './commands.ts';
import type { Engine } from './engine.ts';

/**
 * Opens a process's rooms, one after the other. A party has one id in all of them, so that those who sit in several can
 * see them together. Rooms that were opened before one failed stay open, and are there to be used.
 */
export async function foundRooms(
  engine: Engine,
  { processName, parties, own, rooms }: CommandArgs<'foundRooms'>,
): Promise<{ channels: readonly IdText[] }> {
  const { convenerToken } = engine.notes;
  if (convenerToken === undefined) throw noConvenerLink();
  const withIds = parties.map((party) => ({ ...party, party: party.party ?? newPartyId() }));
  const channels: IdText[] = [];
  for (const room of rooms) {
    const seat = await engine.participant.foundChannel({
      venue: engine.venue,
      convenerToken,
      title: room.title,
      purpose: room.purpose,
      groundRules: room.groundRules,
      parties: withIds.filter(({ name }) => room.parties.includes(name)),
      own: { ...own, attributes: [], consentHolder: room.consentHolder },
    });
    engine.listenTo(seat);
    // Who opens a room has set its rules.
    await seat.posts.acceptRules();
    channels.push(idText(seat.identity.channel));
    if (processName !== '') await engine.notes.name(engine.processOf(channels[0] as IdText), processName);
  }
  return { channels };
}

function newPartyId(): PartyId {
  return crypto.getRandomValues(new Uint8Array(ID_BYTES)) as PartyId;
}

export function noConvenerLink(): ClientError {
  return new ClientError('VENUE_REFUSED', 'no convener link on this device', { detail: { code: 'CONVENER_REFUSED' } });
}
