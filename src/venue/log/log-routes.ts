import type { Context, Hono } from 'hono';
import { parseTilePath } from '../../protocol/log/tile-path.ts';
import type { PublicLog } from './public-log.ts';

/** C2SP tlog-tiles: anyone may read, from any page, and keep for good what never changes. `[LOG-1]` */
export function logRoutes(app: Hono, log: PublicLog): void {
  app.get('/log/checkpoint', async (context) => {
    const checkpoint = await log.checkpoint();
    openToAll(context);
    if (checkpoint === undefined) return notFound(context);
    context.header('Cache-Control', 'max-age=5');
    return context.body(checkpoint.note, 200, { 'Content-Type': 'text/plain; charset=utf-8' });
  });

  app.get('/log/tile/*', async (context) => {
    openToAll(context);
    const path = parseTilePath(context.req.path.slice('/log/'.length));
    if (path === undefined) return notFound(context);
    const bytes = await (path.kind === 'tile' ? log.tile(path) : log.bundle(path));
    if (bytes === undefined) return notFound(context);
    context.header('Cache-Control', 'public, max-age=31536000, immutable');
    return context.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': 'application/octet-stream' });
  });
}

function openToAll(context: Context): void {
  context.header('Access-Control-Allow-Origin', '*');
  context.header('X-Content-Type-Options', 'nosniff');
}

function notFound(context: Context): Response {
  // A tile that is not there yet will be: nobody may keep this answer.
  context.header('Cache-Control', 'no-store');
  return context.body('not in the log\n', 404, { 'Content-Type': 'text/plain; charset=utf-8' });
}
