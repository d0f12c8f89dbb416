import { beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../base/bytes.ts';
import { encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { publicKey } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { DisclosureErrorCode } from './disclosure-error.ts';
import { type ProcessKey, processKeyOf } from './process-key.ts';
import {
  type ConsentKey,
  firstRoster,
  type Roster,
  rosterCodec,
  type SignedRoster,
  signRoster,
  successorRoster,
} from './roster.ts';
import { checkRosterChain } from './roster-chain.ts';

const seed = (name: string) => sha256(utf8(name));
const keysFor = (...names: string[]): Promise<ConsentKey[]> =>
  Promise.all(names.map(async (name) => ({ key: await publicKey(seed(name)), label: name })));

async function signed(roster: Roster, own: string[], before: [number, string][] = []): Promise<SignedRoster> {
  const signatures = await Promise.all(own.map((name) => signRoster(seed(name), roster)));
  const endorsements = await Promise.all(
    before.map(async ([index, name]) => ({ index, signature: await signRoster(seed(name), roster) })),
  );
  return { roster, signatures, endorsements };
}

const refuses = (chain: readonly SignedRoster[], key: ProcessKey, code: DisclosureErrorCode) =>
  expect(checkRosterChain(chain, key)).rejects.toMatchObject({ code });

let first: SignedRoster;
let second: SignedRoster;
let third: SignedRoster;
let processKey: ProcessKey;

beforeAll(async () => {
  first = await signed(firstRoster('Talks', { consentKeys: await keysFor('a', 'b', 'c'), quorum: 2 }), ['a', 'b', 'c']);
  const next = successorRoster(first.roster, { consentKeys: await keysFor('a', 'd'), quorum: 2 });
  second = await signed(
    next,
    ['a', 'd'],
    [
      [1, 'b'],
      [0, 'a'],
    ],
  );
  const last = successorRoster(next, { consentKeys: await keysFor('e'), quorum: 1 });
  third = await signed(
    last,
    ['e'],
    [
      [0, 'a'],
      [1, 'd'],
    ],
  );
  processKey = processKeyOf(first.roster);
});

describe('rosters', () => {
  test('[ROSTER-1] [ROSTER-2] [ROSTER-3] a chain of signed rosters leads from the process key to the last', async () => {
    expect(await checkRosterChain([first], processKey)).toEqual(first.roster);
    expect(await checkRosterChain([first, second, third], processKey)).toEqual(third.roster);
  });

  test('[ROSTER-1] a roster lacking a signature of its own, or with them in another order, is refused', async () => {
    await refuses([{ ...first, signatures: first.signatures.slice(1) }], processKey, 'ROSTER_NOT_SIGNED');
    await refuses([{ ...first, signatures: first.signatures.toReversed() }], processKey, 'ROSTER_NOT_SIGNED');
  });

  test('[ROSTER-2] a successor without a quorum, a gap, or a step back is refused', async () => {
    await refuses(
      [first, { ...second, endorsements: second.endorsements.slice(1) }],
      processKey,
      'ROSTER_WITHOUT_QUORUM',
    );
    await refuses([first, third], processKey, 'ROSTER_NOT_A_SUCCESSOR');
    await refuses([first, second, second], processKey, 'ROSTER_NOT_A_SUCCESSOR');
    await refuses([first, second, first], processKey, 'ROSTER_NOT_A_SUCCESSOR');
  });

  test('[ROSTER-2] one holder counts once, and only those of the roster just before', async () => {
    const [endorsement] = second.endorsements;
    const twice = { ...second, endorsements: [endorsement, endorsement].flatMap((each) => each ?? []) };
    await refuses([first, twice], processKey, 'ROSTER_ENDORSEMENT_INVALID');
    const byOldKey = await signed(
      third.roster,
      ['e'],
      [
        [0, 'a'],
        [1, 'b'],
      ],
    );
    await refuses([first, second, byOldKey], processKey, 'ROSTER_ENDORSEMENT_INVALID');
    const byNobody = { ...second, endorsements: [{ index: 9, signature: second.signatures[0] as Uint8Array }] };
    await refuses([first, byNobody], processKey, 'ROSTER_ENDORSEMENT_INVALID');
  });

  test('[ROSTER-3] a roster of another process, or none, is refused', async () => {
    const invented = await signed(firstRoster('Talks', { consentKeys: await keysFor('x', 'y'), quorum: 2 }), [
      'x',
      'y',
    ]);
    await refuses([invented], processKey, 'ROSTER_OF_ANOTHER_PROCESS');
    await refuses([first], { ...processKey, name: 'Other-talks' }, 'ROSTER_OF_ANOTHER_PROCESS');
    await refuses([second], processKey, 'ROSTER_OF_ANOTHER_PROCESS');
    await refuses([], processKey, 'ROSTER_OF_ANOTHER_PROCESS');
  });
});

describe('what is no roster', () => {
  test.each<[string, (roster: Roster) => Partial<Roster>]>([
    ['a key twice', ({ consentKeys: [a] }) => ({ consentKeys: [a, { ...a, label: 'other' }] as ConsentKey[] })],
    ['a label twice', ({ consentKeys }) => ({ consentKeys: consentKeys.map((each) => ({ ...each, label: 'same' })) })],
    ['a quorum of more than there are', () => ({ quorum: 4 })],
    ['a quorum of none', () => ({ quorum: 0 })],
    ['no keys', () => ({ consentKeys: [] })],
    ['a first one with another before it', () => ({ previousDigest: new Uint8Array(32) })],
    ['a later one with none before it', () => ({ sequence: 1 })],
    ['a name of two lines', () => ({ processName: 'Talks\nwith the consent of all' })],
    ['a name that is blank', () => ({ processName: ' ' })],
    [
      'a label that turns the line around',
      ({ consentKeys }) => ({ consentKeys: consentKeys.map((each, i) => ({ ...each, label: `\u202e${i}` })) }),
    ],
  ])('%s', (_, edit) => {
    expect(() => encode(rosterCodec, { ...first.roster, ...edit(first.roster) })).toThrow(CodecError);
  });
});
