import type { RefusalCode } from '../protocol/wire/refusals.ts';
import type { ClientError, ClientErrorCode } from './client-error.ts';

/**
 * What a person reads when the engine cannot do what they asked, in English: the one file to translate.
 *
 * Each is one sentence, and says what to do. None names a cause that the engine does not know.
 */
export const CLIENT_SENTENCES: Readonly<Record<ClientErrorCode, string>> = {
  VENUE_UNREACHABLE:
    'The venue cannot be reached; nothing is lost, and it is tried again by itself, so check the network if it stays so.',
  VENUE_REFUSED: 'The venue refused this; try again later, and ask its operator if it stays so.',
  VENUE_MISBEHAVED:
    'The venue’s answer makes no sense; check its address, and tell its operator if the address is right.',
  WRONG_VENUE: 'This venue is not the one that the link or the phrase belongs to; check the address.',
  NOT_AN_INVITATION: 'This is not a whole invitation link; copy all of it again, to its last character.',
  INVITATION_ENDED: 'This invitation has ended; ask whoever sent it for a new one.',
  ADMISSION_BROKEN:
    'What came back does not fit what you asked for; do not go on, and ask whoever invited you for a new link.',
  NOT_A_STEWARD: 'Only a steward of this room can do that; ask one of them.',
  NOT_SEATED: 'You have no seat in this room any more; ask a steward if you should have one.',
  UNKNOWN_SEAT: 'Nobody in this room has that seat; look at the list of people again.',
  UNKNOWN_PARTY: 'This room has no such party; look at the list of parties again.',
  POST_REFUSED: 'The rules of this room do not allow that as things are; look at what has changed, and try again.',
  SUPERSEDED: 'Others kept changing the room meanwhile; try again in a moment.',
  DISCLOSURE_STATE: 'This text is not at that step any more; look at where it stands now.',
  NO_SHARE_KEY:
    'This seat does not hold its party’s key to that text; ask somebody of your party who was there when it was said.',
  PHRASE_WITHOUT_SEATS: 'This venue keeps nothing for these words; check the words and the venue’s address.',
  RECORD_BROKEN:
    'The venue shows another record than this device knew; do not go on, and compare with others in the room by another way.',
  STORAGE_BROKEN: 'What this device remembered cannot be read; bring your seats back with the recovery phrase.',
  CLOSED: 'This was closed on this device; open it again to go on.',
};

/** Why the venue refused. Those that only a program can do something about say whom to tell. */
export const REFUSAL_SENTENCES: Readonly<Record<RefusalCode, string>> = {
  MALFORMED: 'The venue does not understand this program; use the newest version of it.',
  TOO_LARGE: 'This is larger than the venue takes; make it shorter, or say it in parts.',
  NOT_LOGGED_IN: 'The connection was not ready; try again in a moment.',
  ALREADY_LOGGED_IN: 'The connection was in use already; try again in a moment.',
  LOGIN_REFUSED:
    'The venue does not let this device in; if you have another device, see there whether you still have your seat, or else ask a steward.',
  LOGIN_TOO_LATE: 'The line was too slow to log in; try again where the network is better.',
  SLOW_READER: 'The line was too slow for what was to be read; wait while it goes on by itself.',
  REMOVED: 'This device has no place in the room any more; ask a steward if it should have one.',
  DRAINING: 'The venue is being started anew; wait while it goes on by itself.',
  TOO_MANY_CONNECTIONS: 'There are more connections than the venue takes; close this room on other devices.',
  RATE_LIMITED: 'That was more at once than the venue takes; wait a little, and try again.',
  QUOTA_EXCEEDED: 'This room has all the space that it may have; ask the venue’s operator for more.',
  DISK_FULL: 'The venue’s disk is full; nothing is lost, but tell its operator.',
  VENUE_FAILED: 'The venue failed; try again later, and tell its operator if it stays so.',
  BEYOND_THE_RECORD:
    'The venue has less of this record than this device has read; do not go on, and compare with others in the room by another way.',
  EPOCH_MOVED: 'The room has changed meanwhile; try again.',
  DEVICE_ONLY: 'This device is not back in the room yet; wait until it is, and try again.',
  WRONG_CHANNEL: 'This was meant for another room; open that room and try again.',
  DEVICE_LIST_REFUSED: 'Only a steward may change who sits here with which devices; ask one of them.',
  NOT_STEWARD: 'Only a steward of this room may see to invitations; ask one of them.',
  INVITATION_UNKNOWN: 'There is no such invitation, or it has ended; ask whoever sent it for a new one.',
  INVITATION_EXISTS: 'This invitation exists already; make a new one.',
  INVITATIONS_FULL: 'There are as many invitations as a room may have; withdraw those that are not needed.',
  KNOCKS_FULL: 'Too many wait at this door already; try again when a steward has answered some.',
  KNOCK_EXISTS: 'This request stands already under another content; ask for a seat anew.',
  KNOCK_UNKNOWN: 'Nobody waits under that name any more; look at the list again.',
  KNOCK_DISMISSED: 'A steward has declined this request; ask them why.',
  VAULT_STALE: 'Another device has kept something newer; wait while this one takes it up.',
  VAULT_WRITE_REFUSED: 'These words do not belong to what the venue keeps; check the recovery phrase.',
  VAULT_UNKNOWN: 'The venue keeps nothing under these words; check the recovery phrase and the venue’s address.',
  CONVENER_REFUSED: 'This is not the convener’s link of this venue; ask its operator for the right one.',
  CHANNEL_EXISTS: 'This room exists already; look for it in your list, or found another.',
  SLUG_TAKEN: 'This name belongs to another process; choose another one.',
  SPACE_UNKNOWN: 'There is no public space at this address; check its spelling.',
  ROSTER_REFUSED: 'This list of parties does not follow from the one before; start from the newest one.',
  CONSENT_REFUSED: 'Not enough parties consented to exactly this text; ask those that are missing.',
  OPENING_REFUSED: 'What this text rests on is not in the venue’s log; wait for the next beat, and publish it again.',
};

/** The one sentence for an error, by the venue's reason where there is one that is known. */
export function sentenceOf({ code, detail }: ClientError): string {
  const reason = detail['code'];
  const isKnown = code === 'VENUE_REFUSED' && typeof reason === 'string' && Object.hasOwn(REFUSAL_SENTENCES, reason);
  return isKnown ? REFUSAL_SENTENCES[reason as RefusalCode] : CLIENT_SENTENCES[code];
}
