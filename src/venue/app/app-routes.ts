import type { Context, Hono } from 'hono';
import type { AppFile } from './app-files.ts';

/**
 * What the app may do in a browser: run its own scripts, use its own styles, faces and workers, and speak with the
 * venue that it came from. Nothing inline, nothing from elsewhere, in nobody's frame.
 */
const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html pourparler-scripts',
].join('; ');

/** Of every file. */
const FILE_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Of pages, and of scripts, which may be workers: on every file they would be a tenth of a first load. */
const APP_HEADERS: Readonly<Record<string, string>> = {
  ...FILE_HEADERS,
  'Content-Security-Policy': APP_POLICY,
  'Referrer-Policy': 'no-referrer',
};

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...APP_HEADERS,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

function headersFor(type: string): Readonly<Record<string, string>> {
  if (type.startsWith('text/html')) return PAGE_HEADERS;
  return type.startsWith('text/javascript') ? APP_HEADERS : FILE_HEADERS;
}

/** Where the app begins: itself, and where an invitation leads. What stands after the `#` never comes here. */
const DOORS = ['/app', '/join'];

/** The participants' app, as it was built: the same bytes for everybody. */
export function appRoutes(app: Hono, files: ReadonlyMap<string, AppFile>): void {
  const shell = files.get('/app.html');
  if (shell === undefined) return;
  for (const door of DOORS) app.get(door, (context) => send(context, shell));
  for (const [path, file] of files) {
    if (path !== '/app.html' && path !== '/manifest.json') app.get(path, (context) => send(context, file));
  }
}

function send(context: Context, file: AppFile): Response {
  const accepted = context.req.header('accept-encoding') ?? '';
  const [encoding, body] =
    file.br !== undefined && /\bbr\b/.test(accepted)
      ? ['br', file.br]
      : file.gz !== undefined && /\bgzip\b/.test(accepted)
        ? ['gzip', file.gz]
        : [undefined, file.body];
  const headers: Record<string, string> = {
    ...headersFor(file.type),
    'Content-Type': file.type,
    'Cache-Control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  };
  if (context.req.header('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  if (encoding !== undefined) headers['Content-Encoding'] = encoding;
  return new Response(body as Uint8Array<ArrayBuffer>, { headers });
}
