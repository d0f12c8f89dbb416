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
const compared = { ...invitation, channel: filled<ChannelId>(16, 4), stewardKey: filled(32, 5) };
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
  const link = {
    venue: 'https://talks.example',
    ...invitation,
    channel: filled<ChannelId>(16, 4),
    stewardKey: filled(32, 5),
  };
  const text = formatInvitationLink(link);

  test('comes back as it was, white space around it or not', () => {
    expect(text).toMatch(/^https:\/\/talks\.example\/join#[A-Za-z0-9_-]{139}$/);
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
    const words = await safetyWords(compared, example);
    expect(words.length).toBe(4);
    expect(await safetyWords(compared, { ...example })).toEqual(words);
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
    for (const swap of swaps) expect(await safetyWords(compared, swap)).not.toEqual(words);
    expect(await safetyWords({ ...compared, invitation: filled(16, 9) }, example)).not.toEqual(words);
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

  const parties = async () => {
    const [knocker, steward, other] = await Promise.all([7, 8, 9].map((byte) => keyPair(filled(32, byte))));
    if (knocker === undefined || steward === undefined || other === undefined) throw new Error('three key pairs');
    return { knocker, steward, other };
  };

  test('[JOIN-3] carries what the newcomer may read, and opens for the knock that it answers only', async () => {
    const { knocker, steward, other } = await parties();
    const to = { stewardSecret: steward.secret, knockKey: knocker.publicKey };
    const from = { knockSecret: knocker.secret, stewardKey: steward.publicKey };
    const sealed = await sealAdmission(place, to, admission);
    expect(await openAdmission(place, from, sealed)).toEqual(admission);
    expect(await openAdmission({ ...place, knock: filled(16, 9) }, from, sealed)).toBeUndefined();
    expect(await openAdmission({ ...place, invitation: filled(16, 9) }, from, sealed)).toBeUndefined();
    expect(await openAdmission(place, { ...from, knockSecret: other.secret }, sealed)).toBeUndefined();
    expect(await openAdmission(place, from, sealed.subarray(0, 40))).toBeUndefined();
  });

  test('[JOIN-4] from anybody but the steward of the link is none', async () => {
    const { knocker, steward, other } = await parties();
    const by = { stewardSecret: other.secret, knockKey: knocker.publicKey };
    const sealed = await sealAdmission(place, by, admission);
    const from = { knockSecret: knocker.secret, stewardKey: steward.publicKey };
    expect(await openAdmission(place, from, sealed)).toBeUndefined();
    expect(await openAdmission(place, { ...from, stewardKey: filled(32, 0) }, sealed)).toBeUndefined();
  });

  test('[JOIN-4] a link that names another steward or channel shows other safety words', async () => {
    const words = await safetyWords(compared, example);
    expect(await safetyWords({ ...compared, stewardKey: filled(32, 6) }, example)).not.toEqual(words);
    expect(await safetyWords({ ...compared, channel: filled(16, 6) }, example)).not.toEqual(words);
  });

  test('one that is larger than the venue takes is not sealed', async () => {
    const { knocker, steward } = await parties();
    const welcome = filled(WELCOME_BYTES_MAX + 1, 1);
    const to = { stewardSecret: steward.secret, knockKey: knocker.publicKey };
    await expect(sealAdmission(place, to, { ...admission, welcome })).rejects.toThrow(
      expect.objectContaining({ code: 'OUT_OF_BOUNDS' }),
    );
  });
});
