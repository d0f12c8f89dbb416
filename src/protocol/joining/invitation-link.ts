import type { ChannelId } from '../../base/ids.ts';
import { fromBase64Url, toBase64Url } from '../../base/text-encodings.ts';
import { decode, encode } from '../codec/codec.ts';
import { readable } from '../codec/readable.ts';
import { fixed, id, struct } from '../codec/shapes.ts';
import { versioned } from '../codec/versioned.ts';
import { type InvitationId, mailboxId } from '../wire/mailbox-ids.ts';

/** Whoever has it can knock, and read knocks. The venue sees the id alone. `[JOIN-1]` */
export interface Invitation {
  readonly invitation: InvitationId;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

export interface InvitationLink extends Invitation {
  /** The venue's address as a browser writes it: scheme, host, port if it has one, no slash at the end. */
  readonly venue: string;
  /** A guest's keys are made for it, before it is seated there. `[SEAT-1]` */
  readonly channel: ChannelId;
  /** The inviting steward's static key: whose admission counts, and what the safety words are about. `[JOIN-4]` */
  readonly stewardKey: Uint8Array;
}

const fragment = versioned(
  1,
  struct('invitation', {
    invitation: mailboxId<InvitationId>('invitation'),
    secret: fixed('secret', 32),
    channel: id<ChannelId>('channel'),
    stewardKey: fixed('steward key', 32),
  }),
);

const FRAGMENT_BYTES_MAX = 128;

/** `<venue>/join#…`: what stands after the `#` never reaches the venue. */
export function formatInvitationLink({ venue, ...link }: InvitationLink): string {
  const { invitation, secret, channel, stewardKey } = link;
  return `${venue}/join#${toBase64Url(encode(fragment, { invitation, secret, channel, stewardKey }))}`;
}

/** White space around it is passed over; `undefined` for whatever else is not an invitation of ours. */
export function parseInvitationLink(text: string): InvitationLink | undefined {
  const url = URL.parse(text.trim());
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.pathname !== '/join') return undefined;
  // A name, password or query is nothing that we write: such a link was made to look like another.
  if (url.username !== '' || url.password !== '' || url.search !== '') return undefined;
  const bytes = fromBase64Url(url.hash.slice(1));
  if (bytes === undefined) return undefined;
  const found = readable(() => decode(fragment, bytes, FRAGMENT_BYTES_MAX));
  return found === undefined ? undefined : { venue: url.origin, ...found };
}
