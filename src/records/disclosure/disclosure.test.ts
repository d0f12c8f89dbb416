import { beforeEach, describe, expect, test } from 'vitest';
import type { EntryId, Position } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { keyPair, verify } from '../../protocol/crypto/ed25519.ts';
import { signConsent, signRelease } from '../../protocol/disclosure/consent.ts';
import { consentBlind, sealConsent } from '../../protocol/disclosure/consent-seal.ts';
import { disclosureDigest } from '../../protocol/disclosure/disclosure.ts';
import { releaseDigest } from '../../protocol/disclosure/release.ts';
import { firstRoster, type Roster } from '../../protocol/disclosure/roster.ts';
import { signaturesIn } from '../apply-entry.ts';
import { author, bytes, opened, PARTIES, type Posted, type Rehearsal, rehearse } from '../rehearsal-room.ts';
import { disclosureOf, EMMA, type Holder, NILS, openRoster, propose, SARA, signed } from '../rehearsal-roster.ts';

const [NORTH, SOUTH, EAST] = ['11', '12', '13'].map((byte) => byte.repeat(16)) as [string, string, string];
const holders = [NILS, SARA, EMMA];
const release = bytes(32, 0x55);

let rehearsal: Rehearsal;
let roster: Roster;
let claim: Posted;
let digest: Uint8Array;

beforeEach(() => {
  rehearsal = rehearse({}, ['ada', 'nils', 'nora', 'sara', 'emma']);
  roster = openRoster(rehearsal, holders, 2);
  claim = rehearsal.post('nils', 'statement', {
    text: 'Half the water.',
    language: 'en',
    inReplyTo: undefined,
    conveyance: undefined,
  });
  digest = propose(rehearsal, disclosureOf(roster, 'We share the water.', [claim]), [claim]);
});

const view = () => rehearsal.room.disclosures.byDigest[toHex(digest)];
const place = (holder: Holder) => ({ disclosure: digest, index: holders.indexOf(holder) });
const blind = (holder: Holder) => bytes(32, holders.indexOf(holder));
const signature = bytes(64, 1);
const consent = (holder: Holder) => ({ ...place(holder), seal: sealConsent(blind(holder), signature) });
const reveal = (holder: Holder) => ({ ...place(holder), blind: blind(holder), signature });
const releaseBy = (holder: Holder, of = release) => ({ ...place(holder), signature, release: of });
const shareTo = (holder: Holder) => ({
  claim: 0,
  recipient: PARTIES[holder.party],
  generation: 0,
  sealed: bytes(81, 2),
});

function consentAll(...by: readonly Holder[]) {
  for (const holder of by) rehearsal.post(holder.name, 'disclosure-consent', consent(holder));
}

function revealAll(...by: readonly Holder[]) {
  for (const holder of by) rehearsal.post(holder.name, 'consent-reveal', reveal(holder));
}

function signAll(...by: readonly Holder[]) {
  consentAll(...by);
  revealAll(...by);
}

describe('proposing', () => {
  test('awaits every party of the roster, in its order', () => {
    expect(view()?.state).toEqual({ kind: 'proposed', awaited: [NORTH, SOUTH, EAST] });
    expect(rehearsal.room.disclosures.pending).toEqual([toHex(digest)]);
  });

  test('needs a room that may disclose and a roster in force', () => {
    const content = { disclosure: disclosureOf(roster, 'Talks are held.'), entries: [], respondBy: undefined };
    expect(rehearse({ rule: 'off the record' }).refusal('nils', 'disclosure-proposal', content)).toBe(
      'NOT_OFF_THE_RECORD',
    );
    expect(rehearse().refusal('nils', 'disclosure-proposal', content)).toBe('NO_ROSTER');
    const other = rehearse();
    openRoster(other, [NILS, SARA], 2);
    expect(other.refusal('nils', 'disclosure-proposal', content)).toBe('OTHER_ROSTER');
  });

  test('claims entries by their own commitments, while their words stand', () => {
    const disclosure = disclosureOf(roster, 'Another text.', [claim]);
    const refusal = (entries: readonly EntryId[], claims = disclosure.claims) =>
      rehearsal.refusal('nils', 'disclosure-proposal', {
        disclosure: { ...disclosure, claims, id: bytes(16, 0x78) },
        entries,
        respondBy: undefined,
      });
    expect(refusal([claim.entry])).toBeUndefined();
    expect(refusal([])).toBe('OTHER_COMMITMENT');
    expect(refusal([bytes(16, 0xff) as EntryId])).toBe('NO_SUCH_ENTRY');
    const other = rehearsal.post('sara', 'idea', { title: 'Share', text: '', language: 'en' });
    expect(refusal([other.entry])).toBe('OTHER_COMMITMENT');
    rehearsal.post('nils', 'withdrawal', { entry: claim.entry });
    expect(refusal([claim.entry])).toBe('ALREADY_WITHDRAWN');
  });

  test('[RULES-5] claims nothing that was said in an off-the-record stretch, and all that was said before it', () => {
    rehearsal.post('ada', 'stretch', { rule: 'off the record', meeting: undefined });
    const said = rehearsal.post('nils', 'idea', { title: 'Share', text: '', language: 'en' });
    const refusal = (claimed: Posted) =>
      rehearsal.refusal('nils', 'disclosure-proposal', {
        disclosure: { ...disclosureOf(roster, 'A text.', [claimed]), id: bytes(16, 0x79) },
        entries: [claimed.entry],
        respondBy: undefined,
      });
    expect(refusal(claim)).toBeUndefined();
    expect(refusal(said)).toBe('NOT_OFF_THE_RECORD');
  });

  test('[SHARE-4] claims nothing in a room of one party', () => {
    const alone = rehearse({}, ['ada', 'nils', 'nora']);
    const own = openRoster(alone, [NILS], 1);
    const said = alone.post('nils', 'idea', { title: 'Share', text: '', language: 'en' });
    const content = { disclosure: disclosureOf(own, 'A text.', [said]), entries: [said.entry], respondBy: undefined };
    expect(alone.refusal('nils', 'disclosure-proposal', content)).toBe('NO_OPENINGS_HERE');
    const bare = { disclosure: disclosureOf(own, 'A text.'), entries: [], respondBy: undefined };
    expect(alone.refusal('nils', 'disclosure-proposal', bare)).toBeUndefined();
  });

  test('is refused where too few of the roster sit to reach its quorum', () => {
    const few = rehearse({}, ['ada', 'nils']);
    const parties = [PARTIES.north, undefined, undefined];
    few.post('ada', 'roster-opened', { slug: 'water', signedRoster: signed(roster), parties });
    const content = { disclosure: disclosureOf(roster, 'A text.'), entries: [], respondBy: undefined };
    expect(few.refusal('nils', 'disclosure-proposal', content)).toBe('QUORUM_NOT_REACHED');
  });

  test('[CONSENT-2] a changed text supersedes, and starts without consents', () => {
    consentAll(NILS);
    const changed = disclosureOf(roster, 'We share the water!', [claim]);
    const content = { disclosure: changed, entries: [claim.entry], respondBy: undefined };
    expect(rehearsal.refusal('sara', 'disclosure-proposal', content)).toBe('NOT_THE_AUTHOR');
    propose(rehearsal, changed, [claim]);
    expect(view()?.state).toMatchObject({ kind: 'lapsed', reason: 'superseded' });
    expect(rehearsal.refusal('sara', 'disclosure-consent', consent(SARA))).toBe('WRONG_STATE');
    digest = disclosureDigest(changed);
    expect(view()?.state).toEqual({ kind: 'proposed', awaited: [NORTH, SOUTH, EAST] });
    expect(rehearsal.refusal('ada', 'disclosure-proposal', content)).toBe('ALREADY_PROPOSED');
  });
});

describe('consenting and refusing', () => {
  test('is for consent holders, in the place of their party, once', () => {
    expect(rehearsal.refusal('nora', 'disclosure-consent', consent(NILS))).toBe('NOT_A_CONSENT_HOLDER');
    expect(rehearsal.refusal('sara', 'disclosure-consent', consent(NILS))).toBe('WRONG_INDEX');
    consentAll(NILS);
    expect(view()?.state).toEqual({ kind: 'proposed', awaited: [SOUTH, EAST] });
    expect(rehearsal.refusal('nils', 'disclosure-consent', consent(NILS))).toBe('ALREADY_CONSENTED');
    expect(rehearsal.refusal('nils', 'disclosure-refusal', { disclosure: digest, reason: '' })).toBe(
      'ALREADY_CONSENTED',
    );
  });

  test('[CONSENT-5] answers are never on the record, whatever the room’s rule', () => {
    const aloud = author('nils', { attribution: 'on the record', onRecord: true });
    for (const [kind, content] of [
      ['disclosure-consent', consent(NILS)],
      ['disclosure-refusal', { disclosure: digest, reason: '' }],
      ['consent-reveal', reveal(NILS)],
    ] as const) {
      expect(rehearsal.refusal(aloud, kind, content)).toBe('ATTRIBUTION_NOT_ALLOWED');
    }
  });

  test('remembers whether the device knows who sealed it', () => {
    rehearsal.post(author('nils', { authenticity: 'not-verifiable' }), 'disclosure-consent', consent(NILS));
    consentAll(SARA);
    expect(view()?.consents[NORTH]?.isVerified).toBe(false);
    expect(view()?.consents[SOUTH]?.isVerified).toBe(true);
  });

  test('a refusal is on show, and blocks nobody while the quorum can be reached', () => {
    rehearsal.post('emma', 'disclosure-refusal', { disclosure: digest, reason: 'Too early.' });
    expect(view()?.state).toEqual({ kind: 'proposed', awaited: [NORTH, SOUTH] });
    consentAll(NILS, SARA);
    expect(view()?.state.kind).toBe('consented');
    expect(view()?.refusals[EAST]).toMatchObject({ reason: 'Too early.' });
  });

  test('refusals that leave no quorum end it', () => {
    for (const by of ['sara', 'emma'] as const) {
      rehearsal.post(by, 'disclosure-refusal', { disclosure: digest, reason: '' });
    }
    expect(view()?.state).toEqual({ kind: 'refused', by: [SOUTH, EAST] });
    expect(rehearsal.room.disclosures.pending).toEqual([]);
    expect(rehearsal.refusal('nils', 'disclosure-consent', consent(NILS))).toBe('WRONG_STATE');
  });

  test('who refused may think better of it', () => {
    rehearsal.post('emma', 'disclosure-refusal', { disclosure: digest, reason: 'Too early.' });
    consentAll(EMMA);
    expect(view()?.refusals).toEqual({});
    expect(view()?.state).toEqual({ kind: 'proposed', awaited: [NORTH, SOUTH] });
  });

  test('it lapses by who proposed it or by a steward, and cannot be answered after', () => {
    expect(rehearsal.refusal('sara', 'disclosure-lapse', { disclosure: digest })).toBe('NOT_THE_AUTHOR');
    rehearsal.post('ada', 'disclosure-lapse', { disclosure: digest });
    expect(view()?.state).toMatchObject({ kind: 'lapsed', reason: 'withdrawn' });
    expect(rehearsal.refusal('nora', 'disclosure-lapse', { disclosure: digest })).toBe('WRONG_STATE');
    expect(rehearsal.refusal('nils', 'disclosure-consent', consent(NILS))).toBe('WRONG_STATE');
  });
});

describe('opening what was sealed', () => {
  test('[CONSENT-3] no signature is shown before a quorum has sealed', () => {
    consentAll(NILS);
    expect(rehearsal.refusal('nils', 'consent-reveal', reveal(NILS))).toBe('QUORUM_NOT_REACHED');
    consentAll(SARA);
    expect(view()?.state).toEqual({ kind: 'consented', revealsAwaited: [NORTH, SOUTH] });
    expect(view()?.reveals).toEqual({});
    revealAll(NILS);
    expect(view()?.state).toEqual({ kind: 'consented', revealsAwaited: [SOUTH] });
    revealAll(SARA);
    expect(view()?.state).toEqual({
      kind: 'auditing',
      revealsAwaited: [],
      sharesAwaited: [NORTH, SOUTH],
      releasesAwaited: [NORTH, SOUTH],
    });
    expect(view()?.reveals[NORTH]).toMatchObject({ index: 0, signature });
  });

  test('is for those who sealed, in their own place, once, and to what they sealed', () => {
    consentAll(NILS, SARA);
    expect(rehearsal.refusal('emma', 'consent-reveal', reveal(EMMA))).toBe('NOT_CONSENTED');
    expect(rehearsal.refusal('nora', 'consent-reveal', reveal(NILS))).toBe('NOT_A_CONSENT_HOLDER');
    expect(rehearsal.refusal('sara', 'consent-reveal', reveal(NILS))).toBe('WRONG_INDEX');
    const refusal = (change: object) => rehearsal.refusal('nils', 'consent-reveal', { ...reveal(NILS), ...change });
    expect(refusal({ signature: bytes(64, 2) })).toBe('OTHER_SEAL');
    expect(refusal({ blind: bytes(32, 9) })).toBe('OTHER_SEAL');
    revealAll(NILS);
    expect(refusal({})).toBe('NOTHING_CHANGED');
  });

  test('who sealed what is no signature is awaited by name, and the round can be let go', () => {
    consentAll(NILS, SARA);
    const { applied } = rehearsal.post('sara', 'consent-reveal', reveal(SARA), 'broken');
    expect(applied).toEqual({ kind: 'refused', code: 'BAD_SIGNATURE' });
    revealAll(NILS);
    expect(view()?.reveals[SOUTH]).toBeUndefined();
    expect(view()?.state).toEqual({ kind: 'consented', revealsAwaited: [SOUTH] });
    rehearsal.post('ada', 'disclosure-lapse', { disclosure: digest });
    expect(view()?.state).toMatchObject({ kind: 'lapsed', reason: 'withdrawn' });
    expect(rehearsal.refusal('sara', 'consent-reveal', reveal(SARA))).toBe('WRONG_STATE');
  });

  test('[CONSENT-5] after a refusal nothing is opened', () => {
    consentAll(NILS);
    for (const by of ['sara', 'emma'] as const) {
      rehearsal.post(by, 'disclosure-refusal', { disclosure: digest, reason: '' });
    }
    expect(rehearsal.refusal('nils', 'consent-reveal', reveal(NILS))).toBe('WRONG_STATE');
    expect(view()?.reveals).toEqual({});
  });

  test('one who is slow does not stop a quorum of others, and is awaited', () => {
    consentAll(NILS, SARA, EMMA);
    revealAll(NILS, SARA);
    expect(view()?.state).toMatchObject({ kind: 'auditing', revealsAwaited: [EAST], releasesAwaited: [NORTH, SOUTH] });
    revealAll(EMMA);
    expect(view()?.state).toMatchObject({ revealsAwaited: [], releasesAwaited: [NORTH, SOUTH, EAST] });
  });
});

describe('auditing', () => {
  const shares = (...to: readonly Holder[]) => ({ disclosure: digest, shares: to.map(shareTo) });

  test('[CONSENT-3] no share moves before the quorum, and none to who has not consented', () => {
    consentAll(NILS);
    expect(rehearsal.refusal('nils', 'audit-share', shares(SARA))).toBe('QUORUM_NOT_REACHED');
    expect(rehearsal.refusal('nils', 'disclosure-release', releaseBy(NILS))).toBe('QUORUM_NOT_REACHED');
    consentAll(SARA);
    revealAll(NILS);
    expect(rehearsal.refusal('nils', 'audit-share', shares(SARA))).toBe('QUORUM_NOT_REACHED');
    expect(rehearsal.refusal('nils', 'audit-mismatch', { disclosure: digest, claim: 0 })).toBe('QUORUM_NOT_REACHED');
    expect(rehearsal.refusal('nils', 'disclosure-release', releaseBy(NILS))).toBe('QUORUM_NOT_REACHED');
    revealAll(SARA);
    expect(rehearsal.refusal('nils', 'audit-share', shares(EMMA))).toBe('NOT_CONSENTED');
    expect(rehearsal.refusal('emma', 'audit-share', shares(SARA))).toBe('NOT_CONSENTED');
    expect(rehearsal.refusal('nils', 'audit-share', shares(SARA))).toBeUndefined();
    consentAll(EMMA);
    expect(rehearsal.refusal('nils', 'audit-share', shares(EMMA))).toBe('NOT_REVEALED');
    expect(rehearsal.refusal('emma', 'audit-share', shares(SARA))).toBe('NOT_REVEALED');
    expect(rehearsal.refusal('emma', 'disclosure-release', releaseBy(EMMA))).toBe('NOT_REVEALED');
  });

  test('shares are of a claim, and sealed to the share key of now', () => {
    signAll(NILS, SARA);
    const other = (change: object) => ({ disclosure: digest, shares: [{ ...shareTo(SARA), ...change }] });
    expect(rehearsal.refusal('nils', 'audit-share', other({ claim: 1 }))).toBe('WRONG_INDEX');
    expect(rehearsal.refusal('nils', 'audit-share', other({ generation: 1 }))).toBe('WRONG_GENERATION');
  });

  test('says whose shares and whose release are awaited', () => {
    signAll(NILS, SARA);
    rehearsal.post('nils', 'audit-share', shares(SARA));
    expect(view()?.state).toMatchObject({ kind: 'auditing', sharesAwaited: [SOUTH], releasesAwaited: [NORTH, SOUTH] });
    expect(view()?.shares[NORTH]).toEqual([{ ...shareTo(SARA), recipient: SOUTH }]);
  });

  test('who consents later joins, and shares are sent again', () => {
    signAll(NILS, SARA);
    rehearsal.post('nils', 'audit-share', shares(SARA));
    signAll(EMMA);
    rehearsal.post('nils', 'audit-share', shares(SARA, EMMA));
    expect(view()?.shares[NORTH]?.map(({ recipient }) => recipient)).toEqual([SOUTH, EAST]);
    expect(view()?.state).toMatchObject({ sharesAwaited: [SOUTH, EAST] });
  });

  test('[CONSENT-4] a mismatch voids the round', () => {
    signAll(NILS, SARA);
    expect(rehearsal.refusal('emma', 'audit-mismatch', { disclosure: digest, claim: 0 })).toBe('NOT_CONSENTED');
    expect(rehearsal.refusal('sara', 'audit-mismatch', { disclosure: digest, claim: 1 })).toBe('WRONG_INDEX');
    rehearsal.post('sara', 'audit-mismatch', { disclosure: digest, claim: 0 });
    expect(view()?.state).toMatchObject({ kind: 'voided', claim: 0, by: SOUTH });
    expect(rehearsal.refusal('nils', 'disclosure-release', releaseBy(NILS))).toBe('WRONG_STATE');
  });
});

describe('releasing and publishing', () => {
  const published = () => ({ disclosure: digest, slug: 'water-talks', number: 1, link: 'https://venue.example/1' });

  test('[CONSENT-1] needs a quorum of second signatures over one release', () => {
    signAll(NILS, SARA);
    rehearsal.post('nils', 'disclosure-release', releaseBy(NILS));
    expect(view()?.state.kind).toBe('auditing');
    rehearsal.post('sara', 'disclosure-release', releaseBy(SARA, bytes(32, 0x66)));
    expect(view()?.state.kind).toBe('auditing');
    expect(rehearsal.refusal('ada', 'disclosure-published', published())).toBe('WRONG_STATE');
    rehearsal.post('sara', 'disclosure-release', releaseBy(SARA));
    expect(view()?.state).toEqual({ kind: 'released', release: toHex(release) });
    expect(rehearsal.refusal('ada', 'disclosure-lapse', { disclosure: digest })).toBe('WRONG_STATE');
  });

  test('one who consented may add its signature to what was released, and to that only', () => {
    signAll(NILS, SARA, EMMA);
    for (const holder of [NILS, SARA]) rehearsal.post(holder.name, 'disclosure-release', releaseBy(holder));
    const other = releaseBy(EMMA, bytes(32, 0x66));
    expect(rehearsal.refusal('emma', 'disclosure-release', other)).toBe('WRONG_STATE');
    expect(rehearsal.refusal('nils', 'disclosure-release', releaseBy(NILS))).toBe('NOTHING_CHANGED');
    rehearsal.post('emma', 'disclosure-release', releaseBy(EMMA));
    expect(Object.keys(view()?.releases ?? {})).toHaveLength(3);
  });

  test('ends with the place where it can be read', () => {
    signAll(NILS, SARA);
    for (const holder of [NILS, SARA]) rehearsal.post(holder.name, 'disclosure-release', releaseBy(holder));
    expect(rehearsal.refusal('nora', 'disclosure-published', published())).toBe('NOT_A_CONSENT_HOLDER');
    rehearsal.post('ada', 'disclosure-published', published());
    expect(view()?.state).toMatchObject({ kind: 'published', number: 1, link: 'https://venue.example/1' });
    expect(rehearsal.room.disclosures.pending).toEqual([]);
    const again = { disclosure: disclosureOf(roster, 'Another.'), entries: [], respondBy: undefined };
    expect(rehearsal.refusal('nora', 'disclosure-proposal', again)).toBe('WRONG_STATE');
  });
});

test('what is to be checked is what signConsent and signRelease sign', async () => {
  const holder = await keyPair(bytes(32, 3));
  const own = firstRoster('Water talks', { consentKeys: [{ key: holder.publicKey, label: undefined }], quorum: 1 });
  const room = rehearse();
  room.post('ada', 'roster-opened', { slug: 'water', signedRoster: signed(own), parties: [PARTIES.north] });
  const disclosure = disclosureOf(own, 'Talks are held.');
  const of = propose(room, disclosure);
  const blinded = { blind: consentBlind(holder.seed, of), signature: await signConsent(holder.seed, disclosure) };
  const seal = sealConsent(blinded.blind, blinded.signature);
  room.post('nils', 'disclosure-consent', { disclosure: of, index: 0, seal });
  const yes = { disclosure: of, index: 0, ...blinded };
  const [first] = signaturesIn(room.room, opened(7 as Position, 'nils', { kind: 'consent-reveal', content: yes }));
  expect(first && (await verify(first.publicKey, first.signature, first.message))).toBe(true);

  room.post('nils', 'consent-reveal', yes);
  const made = { version: 1 as const, disclosure, opened: [] };
  const second = {
    disclosure: of,
    index: 0,
    release: releaseDigest(made),
    signature: await signRelease(holder.seed, made),
  };
  const [last] = signaturesIn(
    room.room,
    opened(8 as Position, 'nils', { kind: 'disclosure-release', content: second }),
  );
  expect(last && (await verify(last.publicKey, last.signature, last.message))).toBe(true);
});
