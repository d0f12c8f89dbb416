import { expect, test } from 'vitest';
import type { ChannelId } from '../base/ids.ts';
import { toBase64Url } from '../base/text-encodings.ts';
import { formatInvitationLink } from '../protocol/joining/invitation-link.ts';
import type { InvitationId } from '../protocol/wire/mailbox-ids.ts';
import { broughtBy } from './arrival.ts';

const venue = 'https://talks.example';
const token = new Uint8Array(32).fill(5);
const convenerLink = `${venue}/app#convener=${toBase64Url(token)}`;
const invitationLink = formatInvitationLink({
  venue,
  invitation: new Uint8Array(16).fill(1) as InvitationId,
  secret: new Uint8Array(32).fill(2),
  channel: new Uint8Array(16).fill(3) as ChannelId,
  stewardKey: new Uint8Array(32).fill(4),
});

test('a whole link brings what is in it', () => {
  expect(broughtBy(convenerLink)).toEqual({ kind: 'convener', token });
  expect(broughtBy(invitationLink)).toEqual({ kind: 'invitation', link: invitationLink });
});

test.each([invitationLink.slice(0, -1), `${invitationLink}AAAA`, `${venue}/join#`, `${venue}/join`])(
  '%s is an invitation that was damaged',
  (link) => {
    expect(broughtBy(link)).toEqual({ kind: 'damaged', of: 'invitation' });
  },
);

test.each([convenerLink.slice(0, -4), `${convenerLink}AAAA`, `${venue}/app#convener=%20`, `${venue}/app#convener`])(
  '%s is a convener’s link that was damaged',
  (link) => {
    expect(broughtBy(link)).toEqual({ kind: 'damaged', of: 'convener' });
  },
);

test.each([`${venue}/app`, `${venue}/app#/join`, `${venue}/app#/today`, `${venue}/app#convenery=AAAA`])(
  '%s brings nothing',
  (link) => {
    expect(broughtBy(link)).toEqual({ kind: 'nothing' });
  },
);
