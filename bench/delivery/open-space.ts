import { randomBytes } from 'node:crypto';
import { fromBase64Url } from '../../src/base/text-encodings.ts';
import { encode } from '../../src/protocol/codec/codec.ts';
import { keyPair } from '../../src/protocol/crypto/ed25519.ts';
import { firstRoster, signRoster } from '../../src/protocol/disclosure/roster.ts';
import { spaceOpening } from '../../src/protocol/disclosure/space-opening.ts';
import type { LoadServer } from './load.ts';

/** A public space of a process with three parties. */
export async function openSpace({ url, convenerLink = '' }: LoadServer, slug: string): Promise<void> {
  const labels = ['Arvelia', 'Kestria', 'Norrow'];
  const keys = await Promise.all(labels.map(() => keyPair(new Uint8Array(randomBytes(32)))));
  const consentKeys = keys.map(({ publicKey }, i) => ({ key: publicKey, label: labels[i] }));
  const roster = firstRoster('Harbour talks', { consentKeys, quorum: 2 });
  const signatures = await Promise.all(keys.map(({ seed }) => signRoster(seed, roster)));
  const convenerToken = fromBase64Url(convenerLink.split('#convener=')[1] ?? '') as Uint8Array;
  const body = encode(spaceOpening, { convenerToken, slug, signedRoster: { roster, signatures, endorsements: [] } });
  const opened = await fetch(`${url}/api/v1/spaces`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> });
  if (!opened.ok) throw new Error(`no space: ${opened.status}`);
}
