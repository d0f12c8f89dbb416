import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { equal } from '../../base/bytes.ts';
import { formatCommunique } from '../../protocol/disclosure/communique.ts';
import { communiquePage } from './communique-page.ts';
import { exampleNotice } from './example-notice.ts';
import { feed } from './feed.ts';
import { CHECKING_PAGE_HEADERS, type Markup, PAGE_HEADERS } from './page.ts';
import { asPage, type CachedPage, type PageCache } from './page-cache.ts';
import { processPage } from './process-page.ts';
import { insecureNotice, isSecureOrigin } from './secure-origin.ts';
import type { Space, Spaces } from './spaces.ts';
import { joinPage, notFoundPage, startPage } from './start-page.ts';
import { STYLE, STYLE_PATH } from './style.ts';

export interface PublicRoutes {
  readonly spaces: Spaces;
  readonly cache: PageCache;
  readonly origin: string;
  readonly isTls: boolean;
  readonly verifierKey: string;
  /** Whether this venue serves the participants' app. */
  readonly hasApp: boolean;
  /** The script with which a page checks itself, where this venue has it. */
  readonly verifierScript: string | undefined;
  /** Whether everything here is invented. */
  readonly isExample: () => boolean;
}

/** No space has this slug: it is asked for where a page is not found, so that every such answer costs the same. */
const NOBODYS_SLUG = '-';

const NUMBER = /^[1-9][0-9]{0,8}$/;

/** What the world reads. Rendered here, without script; a cache or a CDN in front may keep it. */
export async function publicRoutes(
  app: Hono,
  { spaces, cache, origin, isTls, verifierKey, hasApp, verifierScript, isExample }: PublicRoutes,
): Promise<void> {
  const nothingHere = asPage(await notFoundPage());
  const style = asPage(STYLE);

  app.get(STYLE_PATH, (context) =>
    answer(context, style, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );

  app.get('/', async (context) => {
    const { name, notice } = wayHere(context);
    const found = await cache.get(`start ${name}`, () => startPage({ hasApp, notice, isExample: isExample() }));
    return found === undefined ? notFound(context) : answer(context, found, PAGE_HEADERS);
  });

  app.get('/join', async (context) => {
    const { name, notice } = wayHere(context);
    const found = await cache.get(`join ${name}`, () => joinPage(notice));
    return found === undefined ? notFound(context) : answer(context, found, PAGE_HEADERS);
  });

  app.get('/p/:slug', async (context) => {
    const slug = context.req.param('slug');
    const { name, notice } = wayHere(context);
    const found = await cache.get(`process ${name} ${slug}`, async () => {
      const space = await spaces.space(slug);
      return space && processPage(space, notice);
    });
    return found === undefined ? nothing(context) : answer(context, found, PAGE_HEADERS);
  });

  app.get('/p/:slug/feed.atom', async (context) => {
    const slug = context.req.param('slug');
    const found = await cache.get(`feed ${slug}`, async () => {
      const space = await spaces.space(slug);
      return space && feed(space, origin);
    });
    if (found === undefined) return nothing(context);
    return answer(context, found, { ...PAGE_HEADERS, 'Content-Type': 'application/atom+xml; charset=utf-8' });
  });

  app.get('/p/:slug/communiques/:file', async (context) => {
    const { slug, file } = context.req.param();
    const isEvidence = file.endsWith('.json');
    const digits = isEvidence ? file.slice(0, -'.json'.length) : file;
    const number = NUMBER.test(digits) ? Number(digits) : 0;
    const { name, notice } = wayHere(context);
    const found = isEvidence
      ? await cache.get(`evidence ${slug} ${number}`, () => evidenceFile(slug, number))
      : await cache.get(`communique ${name} ${slug} ${number}`, () => communique(slug, number, notice));
    if (found === undefined) return nothing(context);
    if (!isEvidence) return answer(context, found, verifierScript === undefined ? PAGE_HEADERS : CHECKING_PAGE_HEADERS);
    const headers = { ...PAGE_HEADERS, 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' };
    return answer(context, found, headers);
  });

  app.notFound(notFound);

  /** Whatever was looked up has cost what a space costs already. */
  function nothing(context: Context): Response {
    return answer(context, nothingHere, { ...PAGE_HEADERS, 'Cache-Control': 'no-cache' }, 404);
  }

  async function notFound(context: Context): Promise<Response> {
    await spaces.space(NOBODYS_SLUG);
    return nothing(context);
  }

  async function communique(slug: string, number: number, notice: Markup | undefined) {
    const [space, found] = await Promise.all([spaces.space(slug), spaces.communique(slug, number)]);
    if (space === undefined || found === undefined) return undefined;
    const isLogged = (await spaces.evidence(slug, number)) !== undefined;
    const corrects = correctedBy(space, found.submission.release.disclosure.corrects);
    const { processKey } = space;
    const parts = { slug, communique: found, corrects, isLogged, processKey, verifierKey, verifierScript, notice };
    return communiquePage(parts);
  }

  async function evidenceFile(slug: string, number: number): Promise<string | undefined> {
    const evidence = await spaces.evidence(slug, number);
    return evidence && formatCommunique(evidence);
  }

  function wayHere(context: Context): { name: string; notice: Markup | undefined } {
    const isSecure = isSecureOrigin(context.req.header('host'), origin, isTls);
    const notices = [...(isSecure ? [] : [insecureNotice()]), ...(isExample() ? [exampleNotice()] : [])];
    const name = `${isSecure ? 'secure' : 'insecure'}${isExample() ? ' example' : ''}`;
    return { name, notice: notices.length === 0 ? undefined : html`${notices}` };
  }
}

function correctedBy({ communiques }: Space, id: Uint8Array | undefined): number | undefined {
  if (id === undefined) return undefined;
  return communiques.find(({ submission }) => equal(submission.release.disclosure.id, id))?.number;
}

function answer(
  context: Context,
  { body, etag }: CachedPage,
  headers: Readonly<Record<string, string>>,
  status: 200 | 404 = 200,
): Response {
  const all = { 'Cache-Control': 'public, max-age=30', ...headers, ETag: etag };
  // Made directly: the server writes such headers out as they are, where the context would take each in turn.
  if (status === 200 && context.req.header('if-none-match') === etag) {
    return new Response(null, { status: 304, headers: all });
  }
  return new Response(body as Uint8Array<ArrayBuffer>, { status, headers: all });
}
