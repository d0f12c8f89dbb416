import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];

/** One file of the built app, ready to be sent. */
export interface AppFile {
  readonly type: string;
  readonly etag: string;
  /** Its name changes with its content, so it may be kept for good. */
  readonly isImmutable: boolean;
  readonly body: Buffer;
  /** Absent where it would not be smaller. */
  readonly br: Buffer | undefined;
  readonly gz: Buffer | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const COMPRESSES: ReadonlySet<string> = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest']);

/**
 * The built app, by path: read and compressed once, since it is small and never changes while a venue runs.
 * `undefined` where there is none: a venue of a checkout that was not built.
 */
export async function readAppFiles(folder: string): Promise<ReadonlyMap<string, AppFile> | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const files = new Map<string, AppFile>();
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).replaceAll('\\', '/')}`;
    files.set(path, await readAppFile(file, type, path.startsWith('/assets/')));
  }
  return files.has('/app.html') ? files : undefined;
}

async function readAppFile(file: string, type: string, isImmutable: boolean): Promise<AppFile> {
  const body = await readFile(file);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (!COMPRESSES.has(extname(file))) return { type, etag, isImmutable, body, br: undefined, gz: undefined };
  // A middling effort: the last percents would cost a start of the venue seconds.
  const [br, gz] = await Promise.all([
    brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzipped(body, { level: 9 }),
  ]);
  const smaller = (packed: Buffer) => (packed.length < body.length ? packed : undefined);
  return { type, etag, isImmutable, body, br: smaller(br), gz: smaller(gz) };
}
