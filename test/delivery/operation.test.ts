import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toHex } from '../../src/base/text-encodings.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { type Ed25519KeyPair, sign } from '../../src/protocol/crypto/ed25519.ts';
import { knockPost, vaultRequest } from '../../src/protocol/wire/http-bodies.ts';
import type { InvitationId, KnockId } from '../../src/protocol/wire/mailbox-ids.ts';
import { vaultWriteStatement } from '../../src/protocol/wire/vault-write.ts';
import { backUp, restore } from '../../src/venue/operation/backup.ts';
import {
  entryItem,
  newChannel,
  newId,
  newKey,
  OpaqueClient,
  type TestChannel,
  type TestVenue,
  testVenue,
} from './opaque-client.ts';

let venue: TestVenue;
let channel: TestChannel;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  venue = await testVenue({ clock: () => now });
  channel = await newChannel(venue, { seats: 2 });
});
afterEach(() => venue.dispose());

const open = (seat: number) =>
  OpaqueClient.open(venue.url, channel.id, channel.seats[seat]?.devices[0] as Ed25519KeyPair);

describe('the mailbox', () => {
  const invitation = newId<InvitationId>();
  const knock = newId<KnockId>();
  const path = () => `${venue.url}/api/v1/invitations/${toHex(invitation)}/knocks`;
  const knocking = (sealed = new Uint8Array(30)) =>
    fetch(path(), { method: 'POST', body: encode(knockPost, { knock, sealed }) as Uint8Array<ArrayBuffer> });
  const answer = () => fetch(`${path()}/${toHex(knock)}`);

  test('[JOIN-1] a knock reaches the stewards, and its admission whoever knocked', async () => {
    const [steward, member] = [await open(0), await open(1)];
    expect(await member.ask({ kind: 'invite', invitation, validMs: 1_000 })).toMatchObject({
      code: 'NOT_STEWARD',
    });
    expect((await knocking()).status).toBe(404);
    expect(await steward.ask({ kind: 'invite', invitation, validMs: 1_000 })).toEqual({ kind: 'done' });
    expect((await knocking()).status).toBe(202);
    await steward.until(() => steward.told.some(({ message }) => message.kind === 'knocked'));
    expect(member.told.some(({ message }) => message.kind === 'knocked')).toBe(false);
    expect(await steward.ask({ kind: 'knocks' })).toMatchObject({ knocks: [{ invitation, knock }] });
    expect((await answer()).status).toBe(204);
    expect(await steward.ask({ kind: 'admit', invitation, knock, sealed: new Uint8Array(9).fill(7) })).toEqual({
      kind: 'done',
    });
    expect(new Uint8Array(await (await answer()).arrayBuffer())).toEqual(new Uint8Array(9).fill(7));
    steward.close();
    member.close();
  });

  test('an invitation ends with its time, and a clock that jumps back opens nothing that was withdrawn', async () => {
    const steward = await open(0);
    await steward.ask({ kind: 'invite', invitation, validMs: 1_000 });
    await knocking();
    expect(await steward.ask({ kind: 'dismiss', invitation, knock })).toEqual({ kind: 'done' });
    expect((await answer()).status).toBe(410);
    now += 1_000;
    expect((await knocking(new Uint8Array(31))).status).toBe(404);
    await steward.ask({ kind: 'dismiss', invitation, knock: undefined });
    now -= 86_400_000;
    expect((await knocking()).status).toBe(404);
    // Posting and beats know no time of day at all.
    expect(await steward.post(entryItem(channel.id))).toBe(1);
    await venue.beat();
    steward.close();
  });
});

test('[VAULT-1] [VAULT-2] the vault keeps the newest version under the first key, and is read by id alone', async () => {
  const client = await open(1);
  const id = new Uint8Array(32).fill(3);
  const [owner, other] = [await newKey(), await newKey()];
  const put = async (version: number, key = owner, sealed = new Uint8Array(40).fill(version)) => {
    const signature = await sign(key.seed, vaultWriteStatement(id, version, sealed));
    const answer = await client.ask({ kind: 'vault-put', id, version, writeKey: key.publicKey, signature, sealed });
    return answer.kind === 'refused' ? answer.code : answer.kind;
  };
  const read = () =>
    fetch(`${venue.url}/api/v1/vault`, {
      method: 'POST',
      body: encode(vaultRequest, { id }) as Uint8Array<ArrayBuffer>,
    });
  expect((await read()).status).toBe(404);
  expect([await put(2), await put(1), await put(3, other), await put(4)]).toEqual([
    'done',
    'VAULT_STALE',
    'VAULT_WRITE_REFUSED',
    'done',
  ]);
  const bad = { id, version: 9, writeKey: owner.publicKey, signature: new Uint8Array(64), sealed: new Uint8Array(1) };
  expect(await client.ask({ kind: 'vault-put', ...bad })).toMatchObject({ code: 'VAULT_WRITE_REFUSED' });
  expect((await read()).status).toBe(200);
  client.close();
});

describe('a backup', () => {
  test('is taken while posts go on, and restores to the same venue, log key and all', async () => {
    const client = await open(0);
    await venue.beat();
    const posts = Array.from({ length: 200 }, () => client.post(entryItem(channel.id)));
    await posts[0];
    const file = join(venue.dataDir, 'backup.pourparler');
    await backUp(venue.dataDir, file);
    await Promise.all(posts);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(backUp(venue.dataDir, file)).rejects.toMatchObject({ code: 'WOULD_OVERWRITE' });
    const dataDir = join(venue.dataDir, 'restored');
    await restore(file, dataDir);
    await expect(restore(file, dataDir)).rejects.toMatchObject({ code: 'WOULD_OVERWRITE' });
    expect(await readFile(join(dataDir, 'log.key'))).toEqual(await readFile(join(venue.dataDir, 'log.key')));
    expect((await stat(join(dataDir, 'log.key'))).mode & 0o777).toBe(0o600);
    const restored = await testVenue({ dataDir });
    expect(restored.verifierKey).toBe(venue.verifierKey);
    expect(restored.convenerLink).toBeUndefined();
    const key = channel.seats[1]?.devices[0] as Ed25519KeyPair;
    const reader = await OpaqueClient.open(restored.url, channel.id, key);
    await reader.untilItems(2);
    expect(String(reader.items[1])).toBe(String(client.items[1]));
    reader.close();
    client.close();
    await restored.close();
  });

  test('of another file is refused', async () => {
    const file = join(venue.dataDir, 'other');
    await writeFile(file, 'not a database at all, whatever its name may be');
    const to = join(venue.dataDir, 'to');
    await expect(restore(file, to)).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
    await copyFile(join(venue.dataDir, 'venue.sqlite'), file);
    await expect(restore(file, to)).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
  });
});

describe('operation', () => {
  test('health and metrics tell no channel, key or address', async () => {
    const client = await open(0);
    await client.post(entryItem(channel.id));
    expect(await (await fetch(`${venue.url}/healthz`)).text()).toBe('ok\n');
    const metrics = await (await fetch(`${venue.url}/metrics`)).text();
    expect(metrics).toContain('pourparler_items_appended_total 1');
    expect(metrics).toContain('pourparler_connections 1');
    expect(metrics).not.toContain(toHex(channel.id));
    const forwarded = await fetch(`${venue.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(forwarded.status).toBe(404);
    client.close();
  });

  test('logs hold no address, key, seat or content', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const logged = await testVenue({ logger });
    const made = await newChannel(logged, { seats: 2 });
    const key = made.seats[0]?.devices[0] as Ed25519KeyPair;
    const client = await OpaqueClient.open(logged.url, made.id, key);
    await client.post(entryItem(made.id));
    await client.post(new Uint8Array(10));
    client.close();
    await logged.dispose();
    const all = lines.join('');
    expect(all).toContain('the venue is open');
    for (const secret of [
      toHex(made.id),
      toHex(key.publicKey),
      toHex(made.seats[0]?.seat as Uint8Array),
      '127.0.0.1',
    ]) {
      expect(all).not.toContain(secret);
    }
  });

  test('a full disk is logged and counted, whatever met it', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const logged = await testVenue({ logger });
    const made = await newChannel(logged);
    const client = await OpaqueClient.open(logged.url, made.id, made.seats[0]?.devices[0] as Ed25519KeyPair);
    await logged.store.setPagesMax(1);
    const outcomes = new Set<number | string>();
    for (let i = 0; i < 40 && !outcomes.has('DISK_FULL'); i++) {
      outcomes.add(await client.post(entryItem(made.id, { bytes: 60_000 })));
    }
    expect(outcomes).toContain('DISK_FULL');
    expect(lines.filter((line) => line.includes('"code":"DISK_FULL"'))).toHaveLength(1);
    const metrics = await (await fetch(`${logged.url}/metrics`)).text();
    expect(metrics).toContain('pourparler_failures_total 1');
    expect(metrics).toContain('pourparler_refusals_total{code="DISK_FULL"} 1');
    client.close();
    await logged.dispose();
  });

  test('a second venue on the same folder is told so', async () => {
    await expect(testVenue({ dataDir: venue.dataDir })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
  });
});
