import type { GroundRules } from '../../../src/protocol/charter/ground-rules.ts';
import type { IdText } from '../../../src/records/timeline.ts';
import type { PersonAtBrowser } from './person.ts';

export const RULES: GroundRules = {
  track: 'official',
  rule: 'Chatham House',
  quorum: 2,
  retentionDays: undefined,
  ballotsMin: 3,
  secretariatHoldsShare: false,
};

/** Two parties and a secretariat, whose convener this person becomes; in as many rooms as titles are given. */
export async function foundTalks(convener: PersonAtBrowser, ...titles: readonly string[]): Promise<readonly IdText[]> {
  await convener.ask('takeConvenerToken', { token: convener.convenerToken });
  const parties = [
    { name: 'Secretariat', secretariat: true },
    { name: 'Arvelia', secretariat: false },
    { name: 'Kestria', secretariat: false },
  ];
  const { channels } = await convener.ask('foundRooms', {
    processName: 'Lake talks',
    parties,
    own: { name: convener.name, affiliation: 'Secretariat of the talks', party: 'Secretariat' },
    rooms: titles.map((title) => ({
      title,
      purpose: 'To open the harbour again',
      groundRules: RULES,
      parties: parties.map(({ name }) => name),
      consentHolder: true,
    })),
  });
  return channels;
}

export async function say(person: PersonAtBrowser, channel: IdText, text: string): Promise<void> {
  const content = { text, language: 'en', inReplyTo: undefined, conveyance: undefined };
  await person.ask('post', { channel, kind: 'statement', content });
}
