import { type Codec, decode, encode } from '../../protocol/codec/codec.ts';
import { NOTE_BYTES_MAX } from '../../protocol/log/limits.ts';
import {
  CBOR_MEDIA_TYPE,
  REFUSAL_BODY_BYTES_MAX,
  refusalBody,
  VAULT_ANSWER_BYTES_MAX,
  type VaultAnswer,
  vaultAnswer,
  vaultRequest,
} from '../../protocol/wire/http-bodies.ts';
import type { VenueDescription } from '../../protocol/wire/venue-description.ts';
import { ClientError } from '../client-error.ts';
import { refused } from './channel-connection.ts';

const ANSWER_MS_MAX = 30_000;

/** What is asked of a venue outside any channel's connection: without a login, and without cookies. */
export class VenueHttp {
  readonly #venue: string;

  constructor(venue: string) {
    this.#venue = venue;
  }

  async describe(): Promise<VenueDescription> {
    const response = await this.#fetch('/api/v1/venue');
    const description = (await response.json().catch(() => undefined)) as VenueDescription | undefined;
    if (
      description?.protocol !== 1 ||
      typeof description.origin !== 'string' ||
      typeof description.verifierKey !== 'string' ||
      typeof description.issuerKey !== 'string'
    ) {
      throw new ClientError('VENUE_MISBEHAVED', 'this address answers, but not as a venue of protocol 1');
    }
    return description;
  }

  /** Resolves with the answer's bytes, empty where it has none. */
  async post<T>(path: string, codec: Codec<T>, body: T): Promise<Uint8Array> {
    const response = await this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': CBOR_MEDIA_TYPE },
      body: encode(codec, body) as Uint8Array<ArrayBuffer>,
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  /** 204 is "not yet": `undefined`. */
  async get(path: string): Promise<Uint8Array | undefined> {
    const response = await this.#fetch(path);
    return response.status === 204 ? undefined : new Uint8Array(await response.arrayBuffer());
  }

  async vaultItem(id: Uint8Array): Promise<VaultAnswer | undefined> {
    try {
      return decode(vaultAnswer, await this.post('/api/v1/vault', vaultRequest, { id }), VAULT_ANSWER_BYTES_MAX);
    } catch (error) {
      if (error instanceof ClientError && error.detail['code'] === 'VAULT_UNKNOWN') return undefined;
      throw error;
    }
  }

  /** A file of the public log, fresh from the venue; `undefined` where there is none. A checkpoint is the largest. */
  async logFile(path: string): Promise<Uint8Array | undefined> {
    const response = await this.#reach(`/log/${path}`, { cache: 'no-store' });
    if (response.status === 404) return undefined;
    const bytes = response.ok ? new Uint8Array(await response.arrayBuffer().catch(unread)) : undefined;
    if (bytes === undefined || bytes.length > NOTE_BYTES_MAX) {
      throw new ClientError('VENUE_MISBEHAVED', `the venue answered ${response.status} for a file of its log`);
    }
    return bytes;
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    const always = {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    } as const;
    // A browser would say which languages its person reads, and by that, in some rooms, for whom that person sits.
    const headers = { ...init.headers, 'accept-language': '*' };
    return await fetch(new URL(path, this.#venue), { ...init, ...always, headers }).catch(unread);
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.#reach(path, init);
    if (response.ok) return response;
    const body = new Uint8Array(await response.arrayBuffer());
    let refusal: { code: string; retryAfterMs: number | undefined };
    try {
      refusal = decode(refusalBody, body, REFUSAL_BODY_BYTES_MAX);
    } catch (cause) {
      throw new ClientError('VENUE_MISBEHAVED', `the venue answered ${response.status} without a reason`, { cause });
    }
    throw refused(path.split('/')[3] ?? path, refusal.code, refusal.retryAfterMs);
  }
}

function unread(cause: unknown): never {
  throw new ClientError('VENUE_UNREACHABLE', 'the venue does not answer', { cause });
}
