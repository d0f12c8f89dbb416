import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { createLock, decodeLock, encodeLock, isPasskey } from '../../src/client/device-lock/device-lock.ts';
import { addPasskey, unlockWithPasskey } from '../../src/client/device-lock/passkey-key.ts';
import type { PasskeyPage, Told } from './passkey-page.ts';
import { openBrowser } from './support/browser.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const salt = () => toHex(random(32));
const bytes = (hex: string | undefined) => fromHex(hex ?? 'none') as Uint8Array;

let server: Server;
let origin: string;
let browser: Browser;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  const script = await compiled('passkey-page.ts');
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>Passkeys</title><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await page.goto(`http://localhost${origin}/`);
});
afterEach(async () => {
  await page.context().close();
});

describe('a passkey', () => {
  test('gives its secret when it is made, and the same one whenever it is asked', async () => {
    await authenticator();
    const about = salt();
    const made = await create({ rpId: 'localhost', salt: about });
    expect(made.kind).toBe('answered');
    expect(made.prfOutput).toMatch(/^[0-9a-f]{64}$/);
    const other = await create({ rpId: 'localhost', salt: salt() });
    expect(other.prfOutput).not.toBe(made.prfOutput);
    const passkeys = [{ credentialId: made.credentialId ?? '', salt: about }];
    expect(await ask({ rpId: 'localhost', passkeys })).toEqual(made);
  });

  test('of an authenticator that answers only once it is made is asked again', async () => {
    await authenticator();
    await page.evaluate(() => {
      const { create } = navigator.credentials;
      navigator.credentials.create = async (options) => {
        const made = (await create.call(navigator.credentials, options)) as PublicKeyCredential;
        made.getClientExtensionResults = () => ({ prf: { enabled: true } });
        return made;
      };
    });
    const about = salt();
    const made = await create({ rpId: 'localhost', salt: about });
    expect(made.kind).toBe('answered');
    const passkeys = [{ credentialId: made.credentialId ?? '', salt: about }];
    expect(await ask({ rpId: 'localhost', passkeys })).toEqual(made);
  });

  test('opens the lock that it was added to, and no other passkey does', async () => {
    await authenticator();
    const { lock: empty, deviceKey } = createLock(random);
    const about = salt();
    const made = answerOf(await create({ rpId: 'localhost', salt: about }));
    const added = await addPasskey(empty, { deviceKey, salt: bytes(about), rpId: 'localhost', answer: made, random });
    if (added.kind !== 'added') throw new Error(added.kind);

    const lock = decodeLock(encodeLock(added.lock));
    if (lock === undefined) throw new Error('the lock does not read');
    const passkeys = lock.keys.filter(isPasskey);
    const answer = await ask({
      rpId: passkeys[0]?.rpId ?? '',
      passkeys: passkeys.map(({ credentialId, salt }) => ({ credentialId: toHex(credentialId), salt: toHex(salt) })),
    });
    expect(await unlockWithPasskey(lock, answerOf(answer))).toEqual({ kind: 'open', deviceKey });
    const stranger = answerOf(await create({ rpId: 'localhost', salt: about }));
    expect(await unlockWithPasskey(lock, stranger)).toEqual({ kind: 'wrong' });
    const disguised = { ...stranger, credentialId: made.credentialId };
    expect(await unlockWithPasskey(lock, disguised)).toEqual({ kind: 'wrong' });
  });

  test('of an authenticator without PRF opens nothing', async () => {
    await authenticator({ hasPrf: false });
    expect(await create({ rpId: 'localhost', salt: salt() })).toEqual({ kind: 'no-prf' });
  });

  test('is not made for one who does not show themselves', async () => {
    await authenticator({ isUserVerified: false });
    expect(await create({ rpId: 'localhost', salt: salt() })).toEqual({ kind: 'cancelled' });
  });

  test('that is not at hand is a cancelled one', async () => {
    await authenticator();
    const passkeys = [{ credentialId: toHex(random(32)), salt: salt() }];
    expect(await ask({ rpId: 'localhost', passkeys })).toEqual({ kind: 'cancelled' });
  });

  test('is waited for no longer than the caller likes', async () => {
    await authenticator({ automaticPresenceSimulation: false });
    expect(await create({ rpId: 'localhost', salt: salt(), impatient: true })).toEqual({ kind: 'cancelled' });
  });

  test('is not to be had for another host, nor where the address is a number', async () => {
    await authenticator();
    expect(await create({ rpId: 'venue.example', salt: salt() })).toEqual({ kind: 'not-supported' });
    await page.goto(`http://127.0.0.1${origin}/`);
    expect(await create({ rpId: '127.0.0.1', salt: salt() })).toEqual({ kind: 'not-supported' });
  });
});

type Options = { hasPrf?: boolean; isUserVerified?: boolean; automaticPresenceSimulation?: boolean };

async function authenticator(options: Options = {}): Promise<void> {
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  });
}

function create(of: Parameters<PasskeyPage['create']>[0]): Promise<Told> {
  return page.evaluate((of) => (globalThis as unknown as { page: PasskeyPage }).page.create(of), of);
}

function ask(of: Parameters<PasskeyPage['ask']>[0]): Promise<Told> {
  return page.evaluate((of) => (globalThis as unknown as { page: PasskeyPage }).page.ask(of), of);
}

function answerOf({ credentialId, prfOutput }: Told) {
  return { credentialId: bytes(credentialId), prfOutput: bytes(prfOutput) };
}

async function compiled(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'passkeys' } },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}
