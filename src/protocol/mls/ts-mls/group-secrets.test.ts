import { beforeAll, expect, test } from 'vitest';
import {
  agreed,
  applied,
  CHANNEL,
  charter,
  commitAll,
  everyone,
  exported,
  groupOf,
  id,
} from '../../../../test/support/mls-group.ts';
import { utf8 } from '../../../base/bytes.ts';
import type { GroupState, Mls } from '../mls.ts';
import { createMls } from './create-mls.ts';

let mls: Mls;
beforeAll(async () => {
  mls = await createMls();
});

test('what is exported depends on label, context, length and epoch', async () => {
  const group = await groupOf(mls, 2);
  const state = group.states[0] as GroupState;
  const { next } = await mls.commit(state, {});
  const all = await Promise.all([
    mls.exporter(state, 'record', utf8('a'), 32),
    mls.exporter(state, 'posting', utf8('a'), 32),
    mls.exporter(state, 'record', utf8('b'), 32),
    mls.exporter(state, 'record', utf8('a'), 33),
    mls.exporter(next, 'record', utf8('a'), 32),
  ]);
  expect(new Set(all.map((secret) => secret.slice(0, 32).join())).size).toBe(5);
  expect(all[3]?.length).toBe(33);
  await expect(mls.exporter(state, 'record', utf8('a'), 9000)).rejects.toMatchObject({ code: 'FAILED' });
});

test('a state without its exporter does all but export, and so does the one that it came from', async () => {
  const group = await groupOf(mls, 3);
  const secret = await agreed(mls, group.states);
  const before = group.states[1] as GroupState;
  group.states[1] = mls.withoutExporter(before);
  const kept = mls.serialise(group.states[1]);
  expect(Array.from(kept, (byte) => byte.toString(16).padStart(2, '0')).join('')).not.toContain(secret);
  for (const state of [before, group.states[1], mls.deserialise(kept)]) {
    await expect(exported(mls, state)).rejects.toMatchObject({ code: 'EXPORTER_ERASED' });
  }
  group.states[1] = mls.deserialise(kept);
  await commitAll(group, 0, {});
  await commitAll(group, 1, {});
  await agreed(mls, group.states);
});

test('erasing a superseded state leaves its successor whole', async () => {
  const group = await groupOf(mls, 4);
  const [by, other] = group.states as [GroupState, GroupState];
  const made = await mls.commit(by, {});
  const next = applied(await mls.process(other, made.message, { judge: everyone }));
  mls.erase(by, made.next);
  mls.erase(other, next);
  await expect(exported(mls, by)).rejects.toMatchObject({ code: 'EXPORTER_ERASED' });
  await expect(mls.process(other, made.message, { judge: everyone })).resolves.toMatchObject({ kind: 'refused' });
  const again = await mls.commit(next, { charter: charter(5) });
  await agreed(mls, [again.next, applied(await mls.process(made.next, again.message, { judge: everyone }))]);
});

test('erasing without a successor leaves no secret', async () => {
  const { states } = await groupOf(mls, 2);
  const state = states[1] as GroupState;
  mls.erase(state);
  await expect(mls.sign(state, utf8('x'))).rejects.toMatchObject({ code: 'BAD_STATE' });
});

test('a state survives the round trip through bytes, and shares nothing with them', async () => {
  const group = await groupOf(mls, 5);
  await commitAll(group, 2, { charter: charter(3) });
  group.states.forEach((state, at) => {
    const bytes = mls.serialise(state);
    group.states[at] = mls.deserialise(bytes);
    bytes.fill(0xff);
  });
  await commitAll(group, 3, {});
  await agreed(mls, group.states);
  const state = group.states[4] as GroupState;
  expect(mls.channelId(state)).toEqual(CHANNEL);
  expect([mls.epoch(state), mls.ownLeafIndex(state)]).toEqual([3, 4]);
  expect(mls.charter(state)).toEqual(charter(3));
});

test('what is no state is refused', async () => {
  const { states } = await groupOf(mls, 2);
  const bytes = mls.serialise(states[0] as GroupState);
  for (const wrong of [bytes.slice(0, -1), Uint8Array.of(...bytes, 0), new Uint8Array(0), new Uint8Array(500)]) {
    expect(() => mls.deserialise(wrong)).toThrow(expect.objectContaining({ code: 'BAD_STATE' }));
  }
});

test('member and device sign with the leaf’s key', async () => {
  const { states, devices } = await groupOf(mls, 2);
  const message = utf8('login');
  const leaf = mls.leaves(states[0] as GroupState)[1];
  expect(leaf?.seatId).toEqual(id(2));
  expect(leaf?.signaturePublicKey).toEqual(devices[1]?.signaturePublicKey);
  const raw = Uint8Array.from(leaf?.signaturePublicKey as Uint8Array);
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  for (const signature of [
    await mls.sign(states[1] as GroupState, message),
    await mls.signAsDevice(devices[1] as NonNullable<(typeof devices)[1]>, message),
  ]) {
    expect(await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message))).toBe(true);
  }
});
