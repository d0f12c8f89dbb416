import { afterEach, expect, test, vi } from 'vitest';
import { VenueHttp } from '../../src/client/connection/venue-http.ts';
import { vaultRequest } from '../../src/protocol/wire/http-bodies.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a request beside any login names no language, no page and no cookie: a browser would add its person’s', async () => {
  const asked: RequestInit[] = [];
  vi.stubGlobal('fetch', async (_: URL, init: RequestInit) => {
    asked.push(init);
    return new Response(null, { status: 204 });
  });
  const http = new VenueHttp('http://venue.example');
  await http.post('/api/v1/unattributed', vaultRequest, { id: new Uint8Array(32) });
  await http.get('/api/v1/invitations');
  expect(asked).toHaveLength(2);
  for (const { headers, credentials, referrerPolicy } of asked) {
    expect(new Headers(headers).get('accept-language')).toBe('*');
    expect({ credentials, referrerPolicy }).toEqual({ credentials: 'omit', referrerPolicy: 'no-referrer' });
  }
  expect(new Headers(asked[0]?.headers).get('content-type')).toBe('application/cbor');
});
