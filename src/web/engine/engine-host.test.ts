import { afterEach, expect, test, vi } from 'vitest';
import { DeviceKeyRelay } from './device-key-relay.ts';
import { EngineHost } from './engine-host.ts';
import type { FromEngine } from './engine-wire.ts';

afterEach(() => vi.unstubAllGlobals());

/** A host without a page, and a tab that watches its gate. */
async function hostOf(disk: object) {
  vi.stubGlobal('indexedDB', disk);
  const channel = new BroadcastChannel(crypto.randomUUID());
  const sent: FromEngine[] = [];
  const host = new EngineHost({
    profile: crypto.randomUUID(),
    venue: 'https://venue.example',
    chair: undefined,
    relay: new DeviceKeyRelay(channel),
    send: (message) => void sent.push(message),
  });
  host.hear({ to: 'engine', tab: 'tab', kind: 'watch', id: 0, name: 'gate', args: {} });
  await host.start();
  const answer = (id: number) => vi.waitFor(() => sent.find((said) => 'id' in said && said.id === id) ?? expect.fail());
  const isAt = (kind: string) =>
    vi.waitFor(() => {
      const values = sent.flatMap((said) => (said.kind === 'value' ? [said.value] : []));
      expect(values.at(-1)).toMatchObject({ kind });
    });
  return { host, answer, isAt, [Symbol.dispose]: () => channel.close() };
}

/** Somebody new, whose device keeps nothing. */
async function begin({ host, isAt }: Awaited<ReturnType<typeof hostOf>>): Promise<void> {
  await isAt('new');
  const keeping = { kind: 'nothing' } as const;
  host.hear({ to: 'engine', tab: 'tab', kind: 'call', id: 1, command: 'begin', args: { keeping } });
  await isAt('open');
}

test('a device that could not be forgotten whole is not shown as open: nobody is there any more', async () => {
  const disk = {
    databases: async () => [],
    deleteDatabase: () => {
      throw new Error('the disk is gone');
    },
  };
  using at = await hostOf(disk);
  const { host, answer, isAt } = at;
  await begin(at);
  host.hear({ to: 'engine', tab: 'tab', kind: 'call', id: 2, command: 'forgetDevice', args: {} });
  expect(await answer(2)).toMatchObject({ kind: 'failed', failure: { message: 'the disk is gone' } });
  await isAt('new');
});

test('a device whose disk cannot even be looked at says that', async () => {
  let isThere = true;
  const disk = {
    databases: async () => {
      if (!isThere) throw new Error('the disk is gone');
      return [];
    },
  };
  using at = await hostOf(disk);
  const { host, answer, isAt } = at;
  await begin(at);
  isThere = false;
  host.hear({ to: 'engine', tab: 'tab', kind: 'call', id: 2, command: 'lock', args: {} });
  await answer(2);
  await isAt('failed');
});
