import type { GroundRules } from '../../../src/protocol/charter/ground-rules.ts';
import type { IdText } from '../../../src/records/timeline.ts';
import type { CommandArgs } from '../../../src/web/engine/commands.ts';
import type { PersonAtBrowser } from './person.ts';

const RULES: GroundRules = {
  track: 'official',
  rule: 'Chatham House',
  quorum: 2,
  retentionDays: undefined,
  ballotsMin: 3,
  secretariatHoldsShare: false,
};

const PARTIES = [
  { name: 'Secretariat', secretariat: true },
  { name: 'Arvelia', secretariat: false },
  { name: 'Kestria', secretariat: false },
];

type FoundRooms = CommandArgs<'foundRooms'>;
/** As proximity talks have it: a room for each party with the secretariat, whose convener this person is. */
export async function foundShuttles(convener: PersonAtBrowser): Promise<readonly [arvelia: IdText, kestria: IdText]> {
  await convener.ask('takeConvenerToken', { token: convener.convenerToken });
  const { channels } = await convener.ask('foundRooms', {
    processName: 'Lake talks',
    parties: PARTIES,
    own: { name: convener.name, affiliation: `Office of ${convener.name}`, party: 'Secretariat' },
    rooms: ['Arvelia', 'Kestria'].map((party) => ({
      title: `With ${party}`,
      purpose: 'To carry words between the two',
      groundRules: { ...RULES, quorum: 0 },
      parties: ['Secretariat', party],
      consentHolder: true,
    })),
  });
  const [arvelia = '', kestria = ''] = channels;
  return [arvelia, kestria];
}

type Rooms = readonly Pick<FoundRooms['rooms'][number], 'title' | 'purpose' | 'groundRules'>[];

/** Two parties and a secretariat, whose convener this person becomes; in as many rooms as titles are given. */
export function foundTalks(convener: PersonAtBrowser, ...titles: readonly string[]): Promise<readonly IdText[]> {
  const rooms = titles.map((title) => ({ title, purpose: 'To open the harbour again', groundRules: RULES }));
  return found(convener, 'Secretariat', rooms);
}

/**
 * Two tracks of one process: an official room on the record, and an unofficial one under the Chatham House rule. The
 * convener sits for Arvelia: a room of one party with its secretariat would be a caucus.
 */
export async function foundTwoTracks(
  convener: PersonAtBrowser,
): Promise<readonly [official: IdText, unofficial: IdText]> {
  const rules = { ...RULES, quorum: 0 };
  const [official = '', unofficial = ''] = await found(convener, 'Arvelia', [
    {
      title: 'Plenary',
      purpose: 'To agree when the harbour opens',
      groundRules: { ...rules, track: 'official', rule: 'on the record' },
    },
    {
      title: 'Exploratory table',
      purpose: 'To find out what could be thought of',
      groundRules: { ...rules, track: 'unofficial', rule: 'Chatham House' },
    },
  ]);
  return [official, unofficial];
}

async function found(convener: PersonAtBrowser, party: string, rooms: Rooms): Promise<readonly IdText[]> {
  await convener.ask('takeConvenerToken', { token: convener.convenerToken });
  const parties = PARTIES.map(({ name }) => name);
  const { channels } = await convener.ask('foundRooms', {
    processName: 'Lake talks',
    parties: PARTIES,
    own: { name: convener.name, affiliation: `Office of ${convener.name}`, party },
    rooms: rooms.map((room) => ({ ...room, parties, consentHolder: true })),
  });
  return channels;
}

export async function say(person: PersonAtBrowser, channel: IdText, text: string): Promise<void> {
  const content = { text, language: 'en', inReplyTo: undefined, conveyance: undefined };
  await person.ask('post', { channel, kind: 'statement', content });
}

/** What has been said in a room, in its order, as this person's device has it. */
export async function heard(person: PersonAtBrowser, channel: IdText): Promise<readonly string[]> {
  const record = await person.look('record', { channel, from: 0, count: 100 });
  return (record?.lines ?? []).flatMap(({ statement }) => statement?.text ?? []);
}
