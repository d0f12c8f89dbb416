import { html, raw } from 'hono/html';
import { STYLE_PATH } from './style.ts';

/** Markup in which every text was escaped. */
export type Markup = ReturnType<typeof html>;

export interface PageParts {
  readonly title: string;
  readonly body: Markup;
  /** A feed that belongs to the page. */
  readonly feed?: { readonly title: string; readonly path: string };
  /** Said above everything else. */
  readonly notice?: Markup | undefined;
  /** The address of a script of this venue's, for what a page can do beside being read. */
  readonly script?: string | undefined;
}

/** A whole page: nothing from elsewhere, nothing inline, and complete without script. */
export async function page({ title, body, feed, notice, script }: PageParts): Promise<string> {
  const alternate =
    feed && html`<link rel="alternate" type="application/atom+xml" title="${feed.title}" href="${feed.path}">`;
  const whole = html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
${alternate ?? ''}${script === undefined ? '' : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#text">To the text</a>
<div class="page">
${notice ?? ''}
<main id="text">
${body}
</main>
</div>
</body>
</html>
`;
  return String(await whole);
}

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What browsers are told of every page. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** Of a page that can check itself: it runs this venue's scripts, which ask this venue and may make no markup of text. */
export const CHECKING_PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'Content-Security-Policy': `${POLICY}; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`,
};
