import { composed } from '../../base/composed.ts';
import { ID_BYTES, type SeatId } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { keyPair as x25519KeyPair } from '../../protocol/crypto/x25519.ts';
import { type Admission, openAdmission } from '../../protocol/joining/admission.ts';
import { parseInvitationLink } from '../../protocol/joining/invitation-link.ts';
import { type Knock, sealKnock } from '../../protocol/joining/knock.ts';
import { safetyWords } from '../../protocol/joining/safety-words.ts';
import { deriveSeatKeys, SEAT_SECRET_BYTES } from '../../protocol/seal/seat-keys.ts';
import { knockPost } from '../../protocol/wire/http-bodies.ts';
import { ADMISSION_BYTES_MAX } from '../../protocol/wire/limits.ts';
import type { KnockId } from '../../protocol/wire/mailbox-ids.ts';
import { ClientError } from '../client-error.ts';
import { VenueHttp } from '../connection/venue-http.ts';
import type { Device } from '../device.ts';
import { encodePapers, type GuestPapers, papersKey } from './guest-papers.ts';

/** Between two looks whether the steward has answered. */
const LOOK_AGAIN_MS = 1_000;

/** How a guest introduces itself. */
export interface Introduction {
  readonly name: string;
  readonly affiliation: string;
}

/** Knocks with a link. Resolves when the venue holds the knock; the papers are what the answer opens with. */
export async function knockAt(device: Device, linkText: string, introduction: Introduction): Promise<GuestPapers> {
  const link = parseInvitationLink(linkText);
  if (link === undefined) throw new ClientError('NOT_AN_INVITATION', 'this is no whole invitation link');
  const { random, mls } = device;
  const seat = random(ID_BYTES) as SeatId;
  const seatSecret = random(SEAT_SECRET_BYTES);
  const [mlsDevice, shareKey, knockKey, keys] = await Promise.all([
    mls.createDevice({ seatId: seat }),
    x25519KeyPair(random(32)),
    x25519KeyPair(random(32)),
    deriveSeatKeys(seatSecret, link.channel),
  ]);
  const knockId = random(ID_BYTES) as KnockId;
  const knock: Knock = {
    ...composed(introduction),
    keyPackage: mlsDevice.keyPackage,
    signKey: keys.sign.publicKey,
    staticKey: keys.static.publicKey,
    accessKey: keys.access.publicKey,
    shareKey: shareKey.publicKey,
    knockKey: knockKey.publicKey,
  };
  const words = await safetyWords(link, knock);
  const papers = { link, knockId, mlsDevice, seat, seatSecret, keys, shareKey, knockKey, safetyWords: words };
  // Kept first: an answer to a knock whose papers are lost could not be opened.
  await device.storage.write({ put: { [papersKey(papers)]: encodePapers(papers) } });
  const sealed = await sealKnock(link, knockId, knock);
  const path = `/api/v1/invitations/${toHex(link.invitation)}/knocks`;
  await new VenueHttp(link.venue).post(path, knockPost, { knock: knockId, sealed }).catch(endedIfUnknown);
  return papers;
}

/** Waits for the steward, however long; `signal` ends the wait. */
export async function awaitAdmission(papers: GuestPapers, signal?: AbortSignal): Promise<Admission> {
  const { link, knockId, knockKey } = papers;
  const http = new VenueHttp(link.venue);
  const path = `/api/v1/invitations/${toHex(link.invitation)}/knocks/${toHex(knockId)}`;
  for (;;) {
    signal?.throwIfAborted();
    const sealed = await http.get(path).catch((error: unknown) => {
      // A venue that is down for a while is no answer.
      if (error instanceof ClientError && error.code === 'VENUE_UNREACHABLE') return undefined;
      return endedIfUnknown(error);
    });
    if (sealed !== undefined) {
      const place = { invitation: link.invitation, knock: knockId };
      const opened =
        sealed.length > ADMISSION_BYTES_MAX
          ? undefined
          : await openAdmission(place, { knockSecret: knockKey.secret, stewardKey: link.stewardKey }, sealed);
      if (opened === undefined) throw new ClientError('ADMISSION_BROKEN', 'the admission does not open');
      return opened;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function endedIfUnknown(error: unknown): never {
  const code = error instanceof ClientError ? String(error.detail['code']) : '';
  if (['INVITATION_UNKNOWN', 'KNOCK_DISMISSED', 'KNOCK_UNKNOWN', 'KNOCKS_FULL'].includes(code)) {
    throw new ClientError('INVITATION_ENDED', `the invitation leads nowhere: ${code}`, {
      cause: error,
      detail: { code },
    });
  }
  throw error;
}
