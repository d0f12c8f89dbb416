// An author and the venue together cannot put another entry in the place of the one that a disclosure claims.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Epoch, idText, type Position } from '../../src/base/ids.ts';
import { claimedEntry } from '../../src/client/disclosure/claimed-entry.ts';
import type { Seat } from '../../src/client/seat.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { seal } from '../../src/protocol/crypto/aes-gcm.ts';
import { encodeEnvelope } from '../../src/protocol/entry/envelope.ts';
import { headerBytes } from '../../src/protocol/entry/header.ts';
import { body } from '../../src/protocol/seal/body.ts';
import { openEntry } from '../../src/protocol/seal/open-entry.ts';
import { pad } from '../../src/protocol/seal/padding.ts';
import { entryKeys } from '../../src/protocol/seal/record-keys.ts';
import { openPublicSpace, proposeUpdate, standing } from '../support/disclosing.ts';
import { House, type Person, rest, say, until } from '../support/house.ts';
import { rawItems } from '../support/look-inside.ts';

let house: House;
let anna: Person;
let boris: Person;
let entry: string;
let position: Position;

beforeEach(async () => {
  house = await House.open();
  anna = await house.person('Anna');
  boris = await house.person('Boris');
  const hers = await house.found(anna);
  const his = await house.seat(hers, boris, { party: 'Kestria' });
  await rest(hers, his);
  const said = await say(hers, 'The harbour could open in May.');
  entry = idText(said.entry);
  position = said.position;
  // So that the entry lies between two edges of the record, with others beside it.
  await say(his, 'Or in June.');
  await hers.turnEpoch();
  await say(his, 'We shall see.');
  await rest(hers, his);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await house.close();
});

/** The author's entry again: id, payload and commitment are the same, and its shares are noise. */
async function withOtherShares(seat: Seat): Promise<Uint8Array> {
  const item = (await rawItems(seat))[position] as Uint8Array;
  const recordSecret = (epoch: Epoch) => seat.record.parts.keyring.of(epoch);
  const opened = await openEntry(item, { channel: seat.identity.channel, recordSecret });
  if (opened.kind !== 'opened') throw new Error('she opens her own entry');
  const { header, payload, time, seen, attribution } = opened;
  const shares = opened.shares.map((share) => ({ ...share, sealed: share.sealed.map((byte) => byte ^ 1) }));
  const nonce = new Uint8Array(32).fill(9);
  const { key, keyCommitment } = entryKeys(recordSecret(header.epoch) as Uint8Array, nonce);
  const plain = encode(body, { payload, time, seen, shares, attribution });
  const ciphertext = await seal(key, new Uint8Array(12), headerBytes(header), pad(plain));
  return encodeEnvelope({ header, nonce, keyCommitment, ciphertext });
}

/** What the venue hands this seat from here on has `other` in the entry's place. */
async function serveInstead(seat: Seat, other: Uint8Array): Promise<void> {
  const connection = await seat.session.connection();
  const honest = connection.fetch.bind(connection);
  vi.spyOn(connection, 'fetch').mockImplementation(async (from, bytesMax) => {
    const page = await honest(from, bytesMax);
    return { ...page, items: page.items.map((item, index) => (page.from + index === position ? other : item)) };
  });
}

describe('[RECORD-1] a claimed entry is the item that was read', () => {
  test('while the record tree has its leaf', async () => {
    const other = await withOtherShares(anna.seat);
    expect((await claimedEntry(boris.seat, entry)).shares.length).toBeGreaterThan(0);
    await serveInstead(boris.seat, other);
    await expect(claimedEntry(boris.seat, entry)).rejects.toMatchObject({ code: 'VENUE_MISBEHAVED' });
  });

  test('and when a restart has left the tree’s edges alone', async () => {
    const other = await withOtherShares(anna.seat);
    await boris.leave();
    await boris.open();
    await until(() => boris.seat.session.state.kind === 'live');
    await rest(boris.seat);
    expect(boris.seat.record.parts.tree.leafAt(position)).toBeUndefined();
    expect((await claimedEntry(boris.seat, entry)).shares.length).toBeGreaterThan(0);
    await serveInstead(boris.seat, other);
    await expect(claimedEntry(boris.seat, entry)).rejects.toMatchObject({ code: 'VENUE_MISBEHAVED' });
  });
});

test('[CONSENT-4] a claim is opened by the shares that were sealed when it was said, also after a restart', async () => {
  const { seat: hers } = anna;
  await openPublicSpace(house, [
    { seat: hers, party: 'Arvelia' },
    { seat: boris.seat, party: 'Kestria' },
  ]);
  const said = [...hers.projection.statements.order][0] as string;
  const claimed = (await claimedEntry(hers, said)).header.entry;
  const disclosure = await proposeUpdate(hers, 'The harbour may open in May.', [claimed]);
  await rest(hers, boris.seat);
  await hers.disclosure.round.consent(disclosure);
  await rest(hers, boris.seat);
  await anna.leave();
  await boris.leave();
  await boris.open();
  await boris.seat.synced();
  await boris.seat.disclosure.round.consent(disclosure);
  await anna.open();
  await until(() => standing(boris.seat, disclosure).kind === 'released');
  expect(Object.keys(boris.seat.disclosure.round.view(disclosure).reveals)).toHaveLength(2);
  expect(await anna.seat.disclosure.round.audit(disclosure)).toMatchObject({ kind: 'sound' });
}, 30_000);
