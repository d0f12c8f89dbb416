import { createHash } from 'node:crypto';

export interface CachedPage {
  readonly body: Buffer;
  readonly etag: string;
}

/** Rendered pages. A process has few, and a venue's readers ask for the same ones over and over. */
const PAGES_MAX = 256;

/** Longer ones are rendered each time, rather than crowd out the rest. */
const PAGE_BYTES_MAX = 512 * 1024;

/** Rendered once, until something is published or logged. */
export class PageCache {
  // Owned here.
  readonly #pages = new Map<string, CachedPage>();

  /** Of what is not there nothing is kept: names that nobody has could fill any memory. */
  async get(name: string, render: () => Promise<string | undefined>): Promise<CachedPage | undefined> {
    const kept = this.#pages.get(name);
    if (kept !== undefined) return kept;
    const text = await render();
    if (text === undefined) return undefined;
    const rendered = asPage(text);
    if (this.#pages.size >= PAGES_MAX) this.#pages.clear();
    if (rendered.body.length <= PAGE_BYTES_MAX) this.#pages.set(name, rendered);
    return rendered;
  }

  clear(): void {
    this.#pages.clear();
  }
}

export function asPage(text: string): CachedPage {
  const body = Buffer.from(text);
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
