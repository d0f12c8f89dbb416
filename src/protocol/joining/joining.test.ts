import { describe, expect, test } from 'vitest';
import type { ChannelId, Epoch, Position, TreeSize } from '../../base/ids.ts';
import { keyPair } from '../crypto/x25519.ts';
import type { InvitationId, KnockId } from '../wire/mailbox-ids.ts';
import { type Admission, openAdmission, sealAdmission } from './admission.ts';
import { formatInvitationLink, parseInvitationLink } from './invitation-link.ts';
import { type Knock, openKnock, sealKnock } from './knock.ts';
import { WELCOME_BYTES_MAX } from './limits.ts';
import { safetyWords } from './safety-words.ts';

const filled = <T extends Uint8Array>(length: number, byte: number) => new Uint8Array(length).fill(byte) as T;
const invitation = { invitation: filled<InvitationId>(16, 1), secret: filled(32, 2) };
const knockId = filled<KnockId>(16, 3);
const example: Knock = {
  name: 'Олена',
  affiliation: '',
  keyPackage: filled(300, 4),
  signKey: filled(32, 5),
  staticKey: filled(32, 6),
  accessKey: filled(32, 7),
  shareKey: filled(32, 8),
  knockKey: filled(32, 9),
};

describe('an invitation', () => {
  const link = { venue: 'https://talks.example', ...invitation, channel: filled<ChannelId>(16, 4) };
  const text = formatInvitationLink(link);

  test('comes back as it was, white space around it or not', () => {
    expect(text).toMatch(/^https:\/\/talks\.example\/join#[A-Za-z0-9_-]{94}$/);
    expect(parseInvitationLink(text)).toEqual(link);
    expect(parseInvitationLink(`\n ${text} `)).toEqual(link);
    const local = { ...link, venue: 'http://localhost:8080' };
    expect(parseInvitationLink(formatInvitationLink(local))).toEqual(local);
  });

  test.each([
    '',
    'https://talks.example/join',
    'https://talks.example/join#',
    text.slice(0, -1),
    `${text}A`,
    text.replace('/join', '/enter'),
    text.replace('https', 'ftp'),
    text.replace('/join', '/join?x=1'),
    text.replace('talks', 'talks.example@other'),
    text.slice('https://'.length),
  ])('%s is none', (other) => {
    expect(parseInvitationLink(other)).toBeUndefined();
  });
});

describe('a knock', () => {
  test('[JOIN-1] opens for holders of the link only', async () => {
    const sealed = await sealKnock(invitation, knockId, example);
    expect(await openKnock(invitation, knockId, sealed)).toEqual(example);
    expect(await openKnock({ ...invitation, secret: filled(32, 9) }, knockId, sealed)).toBeUndefined();
    expect(await openKnock({ ...invitation, invitation: filled(16, 9) }, knockId, sealed)).toBeUndefined();
    expect(await openKnock(invitation, filled(16, 9), sealed)).toBeUndefined();
  });

  test.each(['staticKey', 'shareKey', 'knockKey'])('one whose %s is no key is none', async (name) => {
    const sealed = await sealKnock(invitation, knockId, { ...example, [name]: new Uint8Array(32) });
    expect(await openKnock(invitation, knockId, sealed)).toBeUndefined();
  });

  test('[JOIN-1] nobody without the link makes one, nor alters one', async () => {
    const sealed = await sealKnock(invitation, knockId, example);
    for (let at = 0; at < sealed.length; at += 7) {
      expect(await openKnock(invitation, knockId, sealed.with(at, (sealed[at] as number) ^ 1))).toBeUndefined();
    }
    expect(await openKnock(invitation, knockId, filled(15, 0))).toBeUndefined();
  });

  test('[JOIN-2] a knock that was swapped on the way shows other safety words', async () => {
    const words = await safetyWords(invitation.invitation, example);
    expect(words.length).toBe(4);
    expect(await safetyWords(invitation.invitation, { ...example })).toEqual(words);
    const swaps: Knock[] = [
      { ...example, name: 'Олег' },
      { ...example, affiliation: 'x' },
      { ...example, keyPackage: filled(300, 5) },
      { ...example, signKey: filled(32, 1) },
      { ...example, staticKey: filled(32, 1) },
      { ...example, accessKey: filled(32, 1) },
      { ...example, shareKey: filled(32, 1) },
      { ...example, knockKey: filled(32, 1) },
    ];
    for (const swap of swaps) expect(await safetyWords(invitation.invitation, swap)).not.toEqual(words);
    expect(await safetyWords(filled(16, 9), example)).not.toEqual(words);
  });
});

describe('an admission', () => {
  const place = { invitation: invitation.invitation, knock: knockId };
  const admission: Admission = {
    welcome: filled(900, 1),
    channelKeys: [{ generation: 0, channelKey: filled(32, 2) }],
    firstPosition: 40 as Position,
    frontierSize: 40 as TreeSize,
    frontier: [filled(32, 3), filled(32, 4)],
    recordSecrets: [{ epoch: 6 as Epoch, recordSecret: filled(32, 5) }],
    handshake: 57 as Position,
  };

  test('[JOIN-3] carries what the newcomer may read, and opens for the knock that it answers only', async () => {
    const knocker = await keyPair(filled(32, 7));
    const sealed = await sealAdmission(place, knocker.publicKey, admission);
    expect(await openAdmission(place, knocker.secret, sealed)).toEqual(admission);
    expect(await openAdmission({ ...place, knock: filled(16, 9) }, knocker.secret, sealed)).toBeUndefined();
    expect(await openAdmission({ ...place, invitation: filled(16, 9) }, knocker.secret, sealed)).toBeUndefined();
    expect(await openAdmission(place, filled(32, 8), sealed)).toBeUndefined();
    expect(await openAdmission(place, knocker.secret, sealed.subarray(0, 40))).toBeUndefined();
  });

  test('one that is larger than the venue takes is not sealed', async () => {
    const knocker = await keyPair(filled(32, 7));
    const welcome = filled(WELCOME_BYTES_MAX + 1, 1);
    await expect(sealAdmission(place, knocker.publicKey, { ...admission, welcome })).rejects.toThrow(
      expect.objectContaining({ code: 'OUT_OF_BOUNDS' }),
    );
  });
});
