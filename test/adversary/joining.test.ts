import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Epoch, Position, SeatId } from '../../src/base/ids.ts';
import { admitting } from '../../src/client/group/charter-edits.ts';
import type { Committed } from '../../src/client/group/committer.ts';
import { enterEpoch } from '../../src/client/group/epoch-state.ts';
import { recallPending } from '../../src/client/group/pending-handshake.ts';
import type { GuestPapers } from '../../src/client/joining/guest-papers.ts';
import { awaitAdmission } from '../../src/client/joining/knock-at.ts';
import { seatFromAdmission } from '../../src/client/joining/seat-from-admission.ts';
import type { ChannelRecord } from '../../src/client/record/channel-record.ts';
import type { Seat } from '../../src/client/seat.ts';
import { type Charter, encodeCharter } from '../../src/protocol/charter/charter.ts';
import { keyPair } from '../../src/protocol/crypto/x25519.ts';
import { type Admission, sealAdmission } from '../../src/protocol/joining/admission.ts';
import { formatInvitationLink, parseInvitationLink } from '../../src/protocol/joining/invitation-link.ts';
import { openKnock } from '../../src/protocol/joining/knock.ts';
import { aCommit, sendCommit } from '../support/hostile-commit.ts';
import { House, type Person, partyNamed, rest, say, seatingIn } from '../support/house.ts';
import { rawItems } from '../support/look-inside.ts';

let house: House;
let anna: Person;
let boris: Person;
let guest: Person;
let hers: Seat;
let his: Seat;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

beforeEach(async () => {
  house = await House.open();
  [anna, boris, guest] = [await house.person('Anna'), await house.person('Boris'), await house.person('Greta')];
  hers = await house.found(anna);
  his = await house.seat(hers, boris, { party: 'Secretariat', role: 'steward' });
  await rest(hers, his);
});
afterEach(async () => {
  await house.close();
});

/** Anna has invited, Greta has knocked; whoever has the link has read it. */
async function knocked(): Promise<{ link: string; papers: GuestPapers; knock: Awaited<ReturnType<typeof readKnock>> }> {
  const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
  const papers = await guest.participant.knock(link, { name: 'Greta', affiliation: 'Kestria' });
  return { link, papers, knock: await readKnock(link, papers) };
}

async function readKnock(link: string, { knockId }: GuestPapers) {
  const parsed = parseInvitationLink(link);
  const connection = await his.session.connection();
  const [waiting] = await connection.knocks();
  const opened = parsed && waiting && (await openKnock(parsed, knockId, waiting.sealed));
  if (opened === undefined) throw new Error('no knock');
  return opened;
}

/** As whoever runs the venue would, or any steward: an answer is put where the guest looks for it. */
async function answer(papers: GuestPapers, sealed: Uint8Array): Promise<void> {
  const connection = await his.session.connection();
  await connection.do({ kind: 'admit', invitation: papers.link.invitation, knock: papers.knockId, sealed });
}

const place = ({ link, knockId }: GuestPapers) => ({ invitation: link.invitation, knock: knockId });

/** A seat for the guest in a charter, as the steward would write it. */
function seated(
  charter: Charter,
  papers: GuestPapers,
  vouchedBy: SeatId,
  epoch: number,
  shareKey: Uint8Array,
): Charter {
  const { keys, seat } = papers;
  return admitting(
    charter,
    {
      seat,
      party: partyNamed(hers, 'Kestria'),
      role: 'member',
      consentHolder: true,
      signKey: keys.sign.publicKey,
      staticKey: keys.static.publicKey,
      accessKey: keys.access.publicKey,
      name: 'Greta',
      affiliation: 'Kestria',
      attributes: [],
      vouchedBy,
      readsFrom: epoch as Epoch,
      succeeds: undefined,
    },
    shareKey,
  );
}

/** A group of Mallory's own, with the channel's id and a charter that is copied but for the guest's seat. */
async function impostorRoom(papers: GuestPapers, keyPackage: Uint8Array) {
  const { mls } = anna;
  const device = await mls.createDevice({ seatId: hers.seatId });
  const { charter } = hers.epoch;
  const other = await mls.createDevice({ seatId: his.seatId });
  const channelId = hers.identity.channel;
  let group = await mls.createGroup({ channelId, device, charter: encodeCharter(charter) });
  group = (await mls.commit(group, { add: [other.keyPackage] })).next;
  while (mls.epoch(group) < hers.epoch.epoch) group = (await mls.commit(group, {})).next;
  const next = seated(charter, papers, hers.seatId, hers.epoch.epoch + 1, papers.shareKey.publicKey);
  const made = await mls.commit(group, { add: [keyPackage], charter: encodeCharter(next) });
  return { welcome: made.welcome as Uint8Array, epoch: mls.epoch(made.next) };
}

function admissionOf(welcome: Uint8Array, channelKey = hers.record.parts.channelKeys.newest()?.channelKey): Admission {
  const frontier = hers.record.parts.tree.frontier();
  return {
    welcome,
    channelKeys: [{ generation: 0, channelKey: channelKey as Uint8Array }],
    firstPosition: hers.record.cursor,
    frontierSize: frontier.size,
    frontier: frontier.hashes,
    recordSecrets: [],
    handshake: hers.record.cursor,
  };
}

/** The guest's record, as its seat begins it. */
async function recordOf(papers: GuestPapers, admission: Admission): Promise<ChannelRecord> {
  const device = guest.device();
  const { identity, record } = await seatFromAdmission(device, { papers, admission, vaultIndex: 0 });
  const pending = await recallPending(device, identity);
  if (pending === undefined) throw new Error('nothing to wait for');
  record.expect(pending.expected);
  return record;
}

const broken = { code: 'ADMISSION_BROKEN' };

describe('[JOIN-4] an eavesdropper who has the link, and the venue', () => {
  test('leads the guest into a room of its own: it is found out, though the words were the same', async () => {
    const { papers, knock } = await knocked();
    // The knock was passed on untouched: the words are the same, and would be compared.
    const [waiting] = await hers.stewardship.knocks();
    expect(waiting?.safetyWords).toEqual(papers.safetyWords);
    const { welcome } = await impostorRoom(papers, knock.keyPackage);
    const mallory = await keyPair(random(32));
    const between = { stewardSecret: mallory.secret, knockKey: knock.knockKey };
    await answer(papers, await sealAdmission(place(papers), between, admissionOf(welcome)));
    await expect(guest.participant.admitted(papers)).rejects.toMatchObject(broken);
    expect(guest.participant.seats).toEqual([]);
  });

  test('even were the answer sealed by the steward, the room would not be the one of the handshake', async () => {
    const { papers, knock } = await knocked();
    const { welcome } = await impostorRoom(papers, knock.keyPackage);
    // Anna's true commit stands in the record; what Greta is given is another state of the same number.
    const own = seated(hers.epoch.charter, papers, hers.seatId, hers.epoch.epoch + 1, papers.shareKey.publicKey);
    const admission = admissionOf(welcome);
    await sendCommit(hers, (await aCommit(anna, hers, { add: [knock.keyPackage], charter: own })).item);
    const record = await recordOf(papers, admission);
    const items = await rawItems(his);
    const readings = await record.read(record.cursor, items.slice(record.cursor));
    expect(record.parts.phase).toBe('before-joining');
    expect(readings).toMatchObject([
      { kind: 'violation', violation: { kind: 'altered' } },
      { kind: 'handshake-refused', reason: 'ENVELOPE' },
    ]);
  });

  test('swaps the steward in the link: guest and steward see other words', async () => {
    const link = await hers.stewardship.invite({ expiresAt: Date.now() + 60_000 });
    const parsed = parseInvitationLink(link);
    if (parsed === undefined) throw new Error('no link');
    const mallory = await keyPair(random(32));
    const swapped = formatInvitationLink({ ...parsed, stewardKey: mallory.publicKey });
    const papers = await guest.participant.knock(swapped, { name: 'Greta', affiliation: '' });
    const [waiting] = await hers.stewardship.knocks();
    expect(waiting?.knock).toEqual(papers.knockId);
    expect(waiting?.safetyWords).not.toEqual(papers.safetyWords);
  });
});

describe('[JOIN-4] a guest is admitted by the steward of its link', () => {
  /** A commit that seats the guest, by this steward, and what it is told of it. */
  async function admittedBy(
    steward: Seat,
    person: Person,
    papers: GuestPapers,
    keyPackage: Uint8Array,
    shareKey = papers.shareKey.publicKey,
  ): Promise<{ welcome: Uint8Array; committed: Committed }> {
    const { charter, epoch } = steward.epoch;
    const next = seated(charter, papers, steward.seatId, epoch + 1, shareKey);
    const made = await aCommit(person, steward, { add: [keyPackage], charter: next });
    const position = await sendCommit(steward, made.item);
    return { welcome: made.welcome as Uint8Array, committed: { position, next: made.next, secret: made.secret } };
  }

  test('and by no other, who may admit whom he likes', async () => {
    const { papers, knock } = await knocked();
    const frontier = his.record.parts.tree.frontier();
    const { welcome, committed } = await admittedBy(his, boris, papers, knock.keyPackage);
    await rest(hers, his);
    expect(hers.epoch.charter.seats.length).toBe(3);
    const between = { stewardSecret: his.keys.static.secret, knockKey: knock.knockKey };
    const { position } = committed;
    const admission = { ...admissionOf(welcome), firstPosition: position, handshake: position };
    const at = { frontierSize: frontier.size, frontier: frontier.hashes };
    await answer(papers, await sealAdmission(place(papers), between, { ...admission, ...at }));
    await expect(guest.participant.admitted(papers)).rejects.toMatchObject(broken);
  });

  test('nor may that steward say that another vouches for the guest', async () => {
    const { papers, knock } = await knocked();
    const { charter, epoch } = hers.epoch;
    const next = seated(charter, papers, his.seatId, epoch + 1, papers.shareKey.publicKey);
    const made = await aCommit(anna, hers, { add: [knock.keyPackage], charter: next });
    const admission = admissionOf(made.welcome as Uint8Array);
    await expect(seatFromAdmission(guest.device(), { papers, admission, vaultIndex: 0 })).rejects.toMatchObject(broken);
  });

  test('[SHARE-3] with a share key of the steward’s own making, where it is the party’s first seat: it is no admission', async () => {
    const { papers, knock } = await knocked();
    const own = await keyPair(random(32));
    const { charter, epoch } = hers.epoch;
    const next = seated(charter, papers, hers.seatId, epoch + 1, own.publicKey);
    const made = await aCommit(anna, hers, { add: [knock.keyPackage], charter: next });
    const admission = admissionOf(made.welcome as Uint8Array);
    const between = { stewardSecret: hers.keys.static.secret, knockKey: knock.knockKey };
    await sendCommit(hers, made.item);
    await answer(papers, await sealAdmission(place(papers), between, admission));
    await expect(guest.participant.admitted(papers)).rejects.toMatchObject(broken);
    expect(guest.participant.seats).toEqual([]);
  });

  test('whose word points to another place: the guest is seated nowhere, and says so', async () => {
    const { papers } = await knocked();
    const [waiting] = await hers.stewardship.knocks();
    await hers.stewardship.admit(waiting as never, seatingIn(hers, { party: 'Kestria' }));
    const admission = await awaitAdmission(papers);
    await hers.turnEpoch();
    await say(hers, 'Where is Greta?');
    await rest(hers, his);
    const items = await rawItems(hers);
    for (const [at, expected] of [
      [admission.handshake, 'seated'],
      [admission.handshake + 1, 'before-joining'],
      [admission.handshake + 2, 'before-joining'],
      [0, 'before-joining'],
    ] as const) {
      const record = await recordOf(papers, { ...admission, handshake: at as Position });
      await record.read(record.cursor, items.slice(record.cursor));
      expect(record.parts.phase, `at ${at}`).toBe(expected);
    }
  });
});

test('[JOIN-4] what a guest is given fits nothing but itself', async () => {
  const { papers, knock } = await knocked();
  const { welcome, epoch } = await impostorRoom(papers, knock.keyPackage);
  const { state } = await enterEpoch(guest.mls, await guest.mls.joinByWelcome(welcome, papers.mlsDevice));
  expect(state.epoch).toBe(epoch);
  // Everything in that room says what the true one would; only its keys are others.
  expect(state.charter.seats.find(({ seat }) => Buffer.compare(seat, hers.seatId) === 0)?.staticKey).toEqual(
    papers.link.stewardKey,
  );
});
