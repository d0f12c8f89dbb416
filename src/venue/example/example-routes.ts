import type { Hono } from 'hono';
import {
  CHAIR_REQUEST_BYTES_MAX,
  CHAIRS_PATH,
  chairRequest,
  EXAMPLE_PATH,
  EXAMPLE_START_BYTES_MAX,
  exampleStart,
  exampleState,
  takenChair,
} from '../../protocol/wire/example-bodies.ts';
import { CBOR_MEDIA_TYPE } from '../../protocol/wire/http-bodies.ts';
import { cborAnswer, readBody } from '../http/bodies.ts';
import type { ConvenerToken } from '../joining/convener-token.ts';
import { Refused } from '../refused.ts';
import type { Example } from './example.ts';

/** How an example is begun, watched, and sat down in. */
export function exampleRoutes(app: Hono, example: Example, convener: ConvenerToken): void {
  app.get(EXAMPLE_PATH, async (context) => cborAnswer(context, exampleState, await example.state()));

  app.post(EXAMPLE_PATH, async (context) => {
    const { convenerToken } = await readBody(context, exampleStart, EXAMPLE_START_BYTES_MAX);
    convener.check(convenerToken);
    await example.start(convenerToken);
    return context.body(null, 202);
  });

  // Needs no token: its people are invented, and everybody may be any of them.
  app.post(CHAIRS_PATH, async (context) => {
    // A page elsewhere could have a browser send a form here, and so use a chair up; this type it may not send.
    if (context.req.header('content-type') !== CBOR_MEDIA_TYPE) throw new Refused('MALFORMED');
    const { name } = await readBody(context, chairRequest, CHAIR_REQUEST_BYTES_MAX);
    return cborAnswer(context, takenChair, await example.takeChair(name));
  });
}
