import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Codec, decode, encode } from '../../protocol/codec/codec.ts';
import { CodecError } from '../../protocol/codec/codec-error.ts';
import { CBOR_MEDIA_TYPE, refusalBody } from '../../protocol/wire/http-bodies.ts';
import type { RefusalCode } from '../../protocol/wire/refusals.ts';
import { Refused } from '../refused.ts';

/** The body as it must be, read no further than it may be long. Throws TOO_LARGE or MALFORMED. */
export async function readBody<T>(context: Context, codec: Codec<T>, bytesMax: number): Promise<T> {
  const bytes = await readBytes(context.req.raw, bytesMax);
  try {
    return decode(codec, bytes, bytesMax);
  } catch (cause) {
    if (cause instanceof CodecError) throw new Refused('MALFORMED', { cause });
    throw cause;
  }
}

async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw new Refused('TOO_LARGE');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > bytesMax) throw new Refused('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function cborAnswer<T>(context: Context, codec: Codec<T>, value: T): Response {
  return bytesAnswer(context, encode(codec, value), CBOR_MEDIA_TYPE);
}

export function bytesAnswer(context: Context, bytes: Uint8Array, contentType: string): Response {
  return context.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'Content-Type': contentType,
    'Cache-Control': 'no-store',
  });
}

export function refusedAnswer(context: Context, refused: Refused): Response {
  const { code, retryAfterMs } = refused;
  const body = encode(refusalBody, { code, retryAfterMs }) as Uint8Array<ArrayBuffer>;
  if (retryAfterMs !== undefined) context.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  return context.body(body, STATUS[code] ?? 400, { 'Content-Type': CBOR_MEDIA_TYPE, 'Cache-Control': 'no-store' });
}

const STATUS: { readonly [Code in RefusalCode]?: ContentfulStatusCode } = {
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  KNOCKS_FULL: 429,
  DISK_FULL: 507,
  DRAINING: 503,
  VENUE_FAILED: 500,
  CONVENER_REFUSED: 403,
  CHANNEL_EXISTS: 409,
  TOKEN_REFUSED: 403,
  TOKEN_SPENT: 409,
  BALLOT_BOX_UNKNOWN: 404,
  EPOCH_MOVED: 409,
  QUOTA_EXCEEDED: 507,
  SLUG_TAKEN: 409,
  KNOCK_EXISTS: 409,
  INVITATION_UNKNOWN: 404,
  VAULT_UNKNOWN: 404,
  SPACE_UNKNOWN: 404,
  EXAMPLE_UNKNOWN: 404,
  CHAIR_UNKNOWN: 404,
  VENUE_NOT_EMPTY: 409,
  EXAMPLE_PLAYED: 409,
  KNOCK_DISMISSED: 410,
};
