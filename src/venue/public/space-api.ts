import type { Hono } from 'hono';
import { encode } from '../../protocol/codec/codec.ts';
import { publishedAnswer } from '../../protocol/disclosure/published-answer.ts';
import { SPACE_OPENING_BYTES_MAX, SPACE_OPENING_PATH, spaceOpening } from '../../protocol/disclosure/space-opening.ts';
import { SUBMISSION_BYTES_MAX, submissionCodec } from '../../protocol/disclosure/submission.ts';
import { CBOR_MEDIA_TYPE } from '../../protocol/wire/http-bodies.ts';
import { readBody } from '../http/bodies.ts';
import type { ConvenerToken } from '../joining/convener-token.ts';
import type { PageCache } from './page-cache.ts';
import type { Spaces } from './spaces.ts';

/** How a process comes before the public: a convener opens its space, and its parties publish there together. */
export function spaceApi(app: Hono, spaces: Spaces, convener: ConvenerToken, cache: PageCache): void {
  app.post(SPACE_OPENING_PATH, async (context) => {
    const { convenerToken, slug, signedRoster } = await readBody(context, spaceOpening, SPACE_OPENING_BYTES_MAX);
    convener.check(convenerToken);
    await spaces.open(slug, signedRoster);
    cache.clear();
    return context.body(null, 201);
  });

  // Needs no token: the signatures of a quorum are what opens this door.
  app.post(`${SPACE_OPENING_PATH}/:slug/communiques`, async (context) => {
    const submission = await readBody(context, submissionCodec, SUBMISSION_BYTES_MAX);
    const number = await spaces.publish(context.req.param('slug'), submission);
    cache.clear();
    const body = encode(publishedAnswer, { number }) as Uint8Array<ArrayBuffer>;
    return context.body(body, 201, { 'Content-Type': CBOR_MEDIA_TYPE, 'Cache-Control': 'no-store' });
  });
}
