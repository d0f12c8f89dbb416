import { html } from 'hono/html';
import type { Markup } from './page.ts';
import { page } from './page.ts';
import type { PublishedCommunique, Space } from './spaces.ts';
import { consentWords, dateWords, directionOf, isoDate, kindWords, languageWords } from './wording.ts';

/** What a process has published, newest first. */
export function processPage(space: Space, notice: Markup | undefined): Promise<string> {
  const { slug, processName, communiques } = space;
  const feed = { title: processName, path: `/p/${slug}/feed.atom` };
  const list = html`<ol class="communiques" reversed>${communiques.map((each) => listed(slug, each))}</ol>`;
  const body = html`<p class="eyebrow">Communiqués</p>
<h1 dir="auto">${processName}</h1>
<p class="lead">What the parties have published together. Each text carries the signatures of those who consented to
exactly these words, and a proof that anyone can check.</p>
${communiques.length === 0 ? html`<p>Nothing has been published yet.</p>` : list}
<footer><p><a href="${feed.path}">Follow this page</a> in a feed reader (Atom).</p></footer>`;
  return page({ title: processName, body, feed, notice });
}

function listed(slug: string, communique: PublishedCommunique): Markup {
  const { number, publishedAt, submission } = communique;
  const { kind, texts } = submission.release.disclosure;
  const [first] = texts;
  const languages = texts.map(({ language }) => languageWords(language)).join(', ');
  return html`<li>
<h2 lang="${first?.language}" dir="${directionOf(first?.language ?? '')}"><a href="/p/${slug}/communiques/${number}">${first?.title}</a></h2>
<p class="meta">${kindWords(kind)} · <time datetime="${isoDate(publishedAt)}">${dateWords(publishedAt)}</time> · ${languages}<br>
${consentWords(communique)}</p>
</li>`;
}
