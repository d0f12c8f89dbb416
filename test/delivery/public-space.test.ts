import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { Commitment, TreeSize } from '../../src/base/ids.ts';
import { decode, encode } from '../../src/protocol/codec/codec.ts';
import { commit } from '../../src/protocol/commitment/commitment.ts';
import type { Ed25519KeyPair } from '../../src/protocol/crypto/ed25519.ts';
import { signConsent, signRelease } from '../../src/protocol/disclosure/consent.ts';
import type { Disclosure } from '../../src/protocol/disclosure/disclosure.ts';
import { formatProcessKey, processKeyOf } from '../../src/protocol/disclosure/process-key.ts';
import type { Release } from '../../src/protocol/disclosure/release.ts';
import {
  firstRoster,
  type Roster,
  rosterDigest,
  signRoster,
  successorRoster,
} from '../../src/protocol/disclosure/roster.ts';
import { spaceOpening } from '../../src/protocol/disclosure/space-opening.ts';
import { submissionCodec } from '../../src/protocol/disclosure/submission.ts';
import { CommitmentTree } from '../../src/protocol/record-tree/commitment-tree.ts';
import { refusalBody } from '../../src/protocol/wire/http-bodies.ts';
import { verifyCommunique } from '../../src/verify/verify-communique.ts';
import { entryItem, newChannel, newKey, OpaqueClient, type TestVenue, testVenue } from './opaque-client.ts';

const PAYLOAD = utf8('[statement] we agreed to meet again');
const SALT = new Uint8Array(32).fill(5);

let venue: TestVenue;
let holders: Ed25519KeyPair[];
let roster: Roster;

beforeAll(async () => {
  venue = await testVenue();
  holders = await Promise.all([newKey(), newKey(), newKey()]);
  const consentKeys = holders.map(({ publicKey }, i) => ({
    key: publicKey,
    label: ['Arvelia', 'Kestria', 'Norrow'][i],
  }));
  roster = firstRoster('The <Harbour> talks', { consentKeys, quorum: 2 });
});
afterAll(() => venue.dispose());

async function openSpace(
  slug: string,
  of: Roster,
  { signers = holders, endorsers = [] as Ed25519KeyPair[], token = venue.token } = {},
) {
  const signatures = await Promise.all(signers.map(({ seed }) => signRoster(seed, of)));
  const endorsements = await Promise.all(
    endorsers.map(async ({ seed }, index) => ({ index, signature: await signRoster(seed, of) })),
  );
  const body = encode(spaceOpening, {
    convenerToken: token,
    slug,
    signedRoster: { roster: of, signatures, endorsements },
  });
  return answerOf(await fetch(`${venue.url}/api/v1/spaces`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> }));
}

async function answerOf(response: Response): Promise<number | string> {
  if (response.ok) return response.status;
  return decode(refusalBody, new Uint8Array(await response.arrayBuffer()), 1_000).code;
}

function disclosure(more: Partial<Disclosure> = {}): Disclosure {
  return {
    version: 1,
    rosterDigest: rosterDigest(roster),
    id: new Uint8Array(randomBytes(16)),
    kind: 'joint statement',
    corrects: undefined,
    texts: [
      {
        language: 'en',
        title: 'Talks <b>go on</b>',
        text: 'First & foremost.\nSame paragraph.\n\nSecond "paragraph".',
      },
      { language: 'ar', title: 'المحادثات مستمرة', text: 'نص' },
    ],
    claims: [],
    showParties: true,
    ...more,
  };
}

async function publish(
  slug: string,
  release: Release,
  more: { signers?: number[]; placements?: never[] | object[] } = {},
) {
  const { signers = [0, 1], placements = [] } = more;
  const consents = await Promise.all(
    signers.map(async (index) => {
      const { seed } = holders[index] as Ed25519KeyPair;
      return { index, consent: await signConsent(seed, release.disclosure), release: await signRelease(seed, release) };
    }),
  );
  const body = encode(submissionCodec, { release, consents, placements: placements as never });
  return fetch(`${venue.url}/api/v1/spaces/${slug}/communiques`, {
    method: 'POST',
    body: body as Uint8Array<ArrayBuffer>,
  });
}

const get = (path: string) => fetch(venue.url + path);

describe('a space', () => {
  test('[ROSTER-1] opens for a convener, with a roster that all of its keys signed', async () => {
    expect(await openSpace('harbour', roster, { token: new Uint8Array(32) })).toBe('CONVENER_REFUSED');
    expect(await openSpace('harbour', roster, { signers: holders.slice(0, 2) })).toBe('ROSTER_REFUSED');
    expect((await get('/p/harbour')).status).toBe(404);
    expect(await openSpace('harbour', roster)).toBe(201);
    expect(await openSpace('harbour', roster)).toBe(201);
    expect((await get('/p/harbour')).status).toBe(200);
  });

  test("a slug is one process's", async () => {
    const other = firstRoster('Others', { consentKeys: roster.consentKeys, quorum: 1 });
    expect(await openSpace('harbour', other)).toBe('SLUG_TAKEN');
  });

  test('[ROSTER-2] a successor needs a quorum of the roster before', async () => {
    const next = successorRoster(roster, { consentKeys: roster.consentKeys, quorum: 3 });
    expect(await openSpace('later', roster)).toBe(201);
    expect(await openSpace('later', next, { endorsers: holders.slice(0, 1) })).toBe('ROSTER_REFUSED');
    expect(await openSpace('later', next, { endorsers: holders.slice(0, 2) })).toBe(201);
    const skipped = { ...next, sequence: 3 };
    expect(await openSpace('later', skipped, { endorsers: holders.slice(0, 2) })).toBe('ROSTER_REFUSED');
  });
});

describe('[CONSENT-1] a communiqué', () => {
  test('is refused below the quorum, with a signature that is none, and where there is no space', async () => {
    const release: Release = { version: 1, disclosure: disclosure(), opened: [] };
    expect(await answerOf(await publish('harbour', release, { signers: [0] }))).toBe('CONSENT_REFUSED');
    expect(await answerOf(await publish('harbour', release, { signers: [0, 0] }))).toBe('CONSENT_REFUSED');
    expect(await answerOf(await publish('nowhere', release))).toBe('SPACE_UNKNOWN');
    const other: Release = { ...release, disclosure: disclosure({ rosterDigest: new Uint8Array(32) }) };
    expect(await answerOf(await publish('harbour', other))).toBe('CONSENT_REFUSED');
    expect((await get('/p/harbour/communiques/1')).status).toBe(404);
  });

  test('[OPEN-1] goes out with a quorum, and its file convinces an outsider once the log holds it', async () => {
    const commitment = commit(SALT, PAYLOAD);
    const channel = await newChannel(venue);
    const client = await OpaqueClient.open(venue.url, channel.id, channel.seats[0]?.devices[0] as Ed25519KeyPair);
    const tree = CommitmentTree.empty();
    for (const each of [
      new Uint8Array(32).fill(1) as Commitment,
      commitment,
      new Uint8Array(32).fill(2) as Commitment,
    ]) {
      await client.post(entryItem(channel.id, { commitment: Buffer.from(each) }));
      tree.append(each);
    }
    await venue.beat();
    const told = await client.ask({ kind: 'beats', fromSize: 0 });
    if (told.kind !== 'beats' || told.beats[0] === undefined) throw new Error('no beat');
    const [{ size, root, blind, logIndex }] = told.beats;
    expect(Buffer.from(root)).toEqual(Buffer.from(tree.head().root));
    client.close();

    const claim = { commitment, label: 'We agreed to meet again' };
    const release: Release = {
      version: 1,
      disclosure: disclosure({ claims: [claim] }),
      opened: [{ payload: PAYLOAD, salt: SALT }],
    };
    const placement = {
      index: 1,
      size: size as TreeSize,
      proof: tree.inclusion(1) ?? [],
      blind,
      logIndex,
      authorship: undefined,
    };
    const wrong = { ...placement, index: 0 };
    expect(await answerOf(await publish('harbour', release, { placements: [wrong] }))).toBe('OPENING_REFUSED');
    expect(await answerOf(await publish('harbour', release, { placements: [{ ...placement, logIndex: 4_000 }] }))).toBe(
      'OPENING_REFUSED',
    );
    const published = await publish('harbour', release, { placements: [placement] });
    expect(published.status).toBe(201);
    expect((await publish('harbour', release, { placements: [placement] })).status).toBe(201);

    expect((await get('/p/harbour/communiques/1.json')).status).toBe(404);
    expect(await (await get('/p/harbour/communiques/1')).text()).toContain('in a few minutes');
    await venue.beat();
    const file = await (await get('/p/harbour/communiques/1.json')).text();
    const processKey = formatProcessKey(processKeyOf(roster));
    const verified = await verifyCommunique({ file, venueKey: venue.verifierKey, processKey });
    expect(verified.processName).toBe('The <Harbour> talks');
    const broken = file.replace('meet again', 'meet never');
    await expect(verifyCommunique({ file: broken, venueKey: venue.verifierKey, processKey })).rejects.toThrow();
    expect((await get('/p/harbour/communiques/2')).status).toBe(404);
  });
});

describe('pages', () => {
  test('escape what parties wrote, and set it in paragraphs, languages and directions', async () => {
    const text = await (await get('/p/harbour/communiques/1')).text();
    expect(text).toContain('<h1>Talks &lt;b&gt;go on&lt;/b&gt;</h1>');
    expect(text).toContain('<p>First &amp; foremost.<br>Same paragraph.</p>');
    expect(text).toContain('<section id="ar" lang="ar" dir="rtl">');
    expect(text).toContain('With the consent of Arvelia and Kestria');
    expect(text).not.toContain('<b>');
    const list = await (await get('/p/harbour')).text();
    expect(list).toContain('The &lt;Harbour&gt; talks');
    const feed = await get('/p/harbour/feed.atom');
    expect(feed.headers.get('content-type')).toContain('atom+xml');
    expect(await feed.text()).toContain('<title>Talks &lt;b&gt;go on&lt;/b&gt;</title>');
  });

  test('need no script, nothing from elsewhere, and less than 40 KB', async () => {
    for (const path of ['/', '/p/harbour', '/p/harbour/communiques/1']) {
      const response = await get(path);
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'; style-src 'self'");
      const html = await response.text();
      expect(html).not.toMatch(/<script|style="|\son[a-z]+="|src=|https?:\/\/(?!localhost)/);
      const sheet = await get(html.match(/href="(\/style-[0-9a-f]+\.css)"/)?.[1] ?? '');
      expect(sheet.headers.get('cache-control')).toContain('immutable');
      expect(html.length + (await sheet.text()).length).toBeLessThan(40 * 1024);
    }
  });

  test('are asked for again for nothing', async () => {
    const first = await get('/p/harbour');
    const etag = first.headers.get('etag') as string;
    const again = await fetch(`${venue.url}/p/harbour`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  test('a slug that nobody has answers as an address that never was: same bytes, same headers', async () => {
    const seen = await Promise.all(
      [
        '/p/nobody',
        '/p/nobody/feed.atom',
        '/p/harbour/communiques/99',
        '/p/harbour/communiques/x',
        '/p/UPPER',
        '/nothing',
      ].map(async (path) => {
        const response = await get(path);
        const headers = [...response.headers].filter(([name]) => name !== 'date');
        return { status: response.status, headers, body: await response.text() };
      }),
    );
    for (const each of seen) expect(each).toEqual(seen[0]);
    expect(seen[0]?.status).toBe(404);
  });

  test('say where nobody can take part, and how that is mended', async () => {
    const local = await (await get('/')).text();
    expect(local).not.toContain('not encrypted');
    const { port } = new URL(venue.url);
    const { request } = await import('node:http');
    const remote = await new Promise<string>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', headers: { host: `192.168.1.20:${port}` } }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      });
      asked.on('error', reject);
      asked.end();
    });
    expect(remote).toContain('not encrypted');
    expect(remote).toContain('--origin https://');
  });
});
