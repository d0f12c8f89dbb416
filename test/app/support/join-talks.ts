import { expect } from 'playwright/test';
import type { IdText } from '../../../src/records/timeline.ts';
import type { PersonAtBrowser } from './person.ts';

const HOUR_MS = 3_600_000;

/** Invited, knocked, the words compared, and admitted as a consent holder who reads all: told of in another story. */
export async function joinTalks(
  guest: PersonAtBrowser,
  {
    steward,
    channel,
    party,
    accepts = true,
  }: {
    readonly steward: PersonAtBrowser;
    readonly channel: IdText;
    readonly party: string;
    /** The ground rules, as soon as they are seated. */
    readonly accepts?: boolean;
  },
): Promise<void> {
  const { link } = await steward.ask('invite', { channel, expiresAt: Date.now() + HOUR_MS });
  const affiliation = `Delegation of ${party}`;
  const { safetyWords } = await guest.ask('knock', { link, name: guest.name, affiliation });
  const heard = async () => (await steward.look('knocks', { channel })).find(({ name }) => name === guest.name);
  await expect.poll(async () => (await heard())?.safetyWords.join(), { timeout: 20_000 }).toBe(safetyWords.join());
  const knock = await heard();
  const room = await steward.look('room', { channel });
  const id = Object.entries(room?.projection.room.parties ?? {}).find(([, { name }]) => name === party)?.[0];
  if (knock === undefined || id === undefined) throw new Error(`${guest.name} cannot sit for ${party}`);
  await steward.ask('admit', {
    ...{ channel, invitation: knock.invitation, knock: knock.knock, party: id, name: guest.name, affiliation },
    ...{ role: 'member', consentHolder: true, attributes: [], readsFrom: 'all' },
  });
  const isSeated = async () => (await guest.look('room', { channel }))?.me.leftAt === null;
  await expect.poll(isSeated, { timeout: 20_000 }).toBe(true);
  if (!accepts) return;
  await guest.ask('acceptRules', { channel });
  const hasAccepted = async () => {
    const seated = await guest.look('room', { channel });
    const rules = seated?.projection.room.rules;
    return rules !== undefined && rules.accepted[seated?.me.seat ?? ''] === rules.digest;
  };
  await expect.poll(hasAccepted, { timeout: 20_000 }).toBe(true);
}
