import { expect } from 'vitest';
import type { IdText } from '../../../src/records/timeline.ts';
import type { PersonAtBrowser } from './person.ts';

/** Invited, knocked, the words compared, admitted: by the engines, where the story is about what comes after. */
export async function seatAt(
  steward: PersonAtBrowser,
  guest: PersonAtBrowser,
  of: { readonly channel: IdText; readonly party: string },
): Promise<void> {
  const { channel } = of;
  const { link } = await steward.ask('invite', { channel, expiresAt: Date.now() + 3_600_000 });
  const { safetyWords } = await guest.ask('knock', { link, name: guest.name, affiliation: '' });
  await expect.poll(async () => (await steward.look('knocks', { channel })).length, { timeout: 20_000 }).toBe(1);
  const [knock] = await steward.look('knocks', { channel });
  if (knock === undefined) throw new Error('nobody knocks');
  expect(knock.safetyWords).toEqual(safetyWords);
  const room = await steward.look('room', { channel });
  const parties = Object.entries(room?.projection.room.parties ?? {});
  const [party = ''] = parties.find(([, { name }]) => name === of.party) ?? [];
  await steward.ask('admit', {
    channel,
    invitation: knock.invitation,
    knock: knock.knock,
    party,
    role: 'member',
    consentHolder: true,
    name: guest.name,
    affiliation: '',
    attributes: [],
    readsFrom: 'all',
  });
  await expect.poll(async () => (await guest.look('room', { channel }))?.channel, { timeout: 20_000 }).toBe(channel);
}

/**
 * Two tracks of one process: an official room on the record, and an unofficial one under the Chatham House rule. The
 * convener sits for Arvelia: a room of one party with its secretariat would be a caucus.
 */
export async function foundTwoTracks(
  convener: PersonAtBrowser,
): Promise<readonly [official: IdText, unofficial: IdText]> {
  await convener.ask('takeConvenerToken', { token: convener.convenerToken });
  const parties = ['Secretariat', 'Arvelia', 'Kestria'];
  const rules = { quorum: 0, retentionDays: undefined, ballotsMin: 3, secretariatHoldsShare: false };
  const room = { parties, consentHolder: true };
  const { channels } = await convener.ask('foundRooms', {
    processName: 'Harbour talks',
    parties: parties.map((name) => ({ name, secretariat: name === 'Secretariat' })),
    own: { name: convener.name, affiliation: '', party: 'Arvelia' },
    rooms: [
      {
        ...room,
        title: 'Plenary',
        purpose: 'To agree when the harbour opens',
        groundRules: { ...rules, track: 'official', rule: 'on the record' },
      },
      {
        ...room,
        title: 'Exploratory table',
        purpose: 'To find out what could be thought of',
        groundRules: { ...rules, track: 'unofficial', rule: 'Chatham House' },
      },
    ],
  });
  const [official = '', unofficial = ''] = channels;
  return [official, unofficial];
}
