import { html } from 'hono/html';
import type { DisclosureText } from '../../protocol/disclosure/disclosure.ts';
import type { Markup } from './page.ts';
import { page } from './page.ts';
import type { PublishedCommunique } from './spaces.ts';
import { consentWords, dateWords, directionOf, isoDate, kindWords, languageWords } from './wording.ts';

export interface CommuniquePageParts {
  readonly slug: string;
  readonly communique: PublishedCommunique;
  /** The communiqué that this one corrects, if it is among those shown. */
  readonly corrects: number | undefined;
  /** Whether the log holds it already, and the file can be had. */
  readonly isLogged: boolean;
  readonly processKey: string;
  readonly verifierKey: string;
  /** With it the page can check itself. */
  readonly verifierScript: string | undefined;
  readonly notice: Markup | undefined;
}

/** One communiqué, exactly as the parties consented to it. */
export function communiquePage(parts: CommuniquePageParts): Promise<string> {
  const { slug, communique, corrects, isLogged, verifierScript, notice } = parts;
  const { number, publishedAt, submission, roster } = communique;
  const { kind, texts, claims } = submission.release.disclosure;
  const correction =
    corrects === undefined
      ? ''
      : html`<br>Corrects <a href="/p/${slug}/communiques/${corrects}">an earlier communiqué</a>`;
  const proven =
    claims.length === 0
      ? ''
      : html`<h2>What is proven from the sealed record</h2><ul>${claims.map(({ label }) => html`<li dir="auto">${label}</li>`)}</ul>`;
  const body = html`<nav class="eyebrow"><a href="/p/${slug}">${roster.processName}</a></nav>
<article>
<p class="meta">${kindWords(kind)} ${number} · <time datetime="${isoDate(publishedAt)}">${dateWords(publishedAt)}</time><br>
${consentWords(communique)}${correction}</p>
${texts.length > 1 ? languageNav(texts) : ''}
${texts.map((text, i) => textSection(text, i))}
</article>
${proven}
${proof(parts)}`;
  return page({
    title: `${texts[0]?.title ?? ''} · ${roster.processName}`,
    body,
    notice,
    script: isLogged ? verifierScript : undefined,
  });
}

function languageNav(texts: readonly DisclosureText[]): Markup {
  const links = texts.map(
    ({ language }) => html`<a href="#${language}" hreflang="${language}">${languageWords(language)}</a> `,
  );
  return html`<nav class="languages" aria-label="Languages">${links}</nav>`;
}

function textSection({ language, title, text }: DisclosureText, index: number): Markup {
  const heading = index === 0 ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`;
  return html`<section id="${language}" lang="${language}" dir="${directionOf(language)}">
${heading}
${paragraphs(text).map((lines) => html`<p>${lines.map((line, i) => html`${i === 0 ? '' : html`<br>`}${line}`)}</p>`)}
</section>`;
}

/** An empty line parts paragraphs; within one, the parties' own line ends are kept. */
export function paragraphs(text: string): readonly (readonly string[])[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .filter((lines) => lines.some((line) => line !== ''));
}

function proof(parts: CommuniquePageParts): Markup {
  const { slug, communique, isLogged, processKey, verifierKey, verifierScript } = parts;
  const file = `/p/${slug}/communiques/${communique.number}.json`;
  const have = isLogged
    ? html`<p><a href="${file}">Download the evidence</a>: the text, the signatures, and the proofs that they are in the public log.
Whoever has it, and the two keys below, can check it without trusting this page.</p>`
    : html`<p>The evidence can be downloaded once this communiqué has entered the public log, in a few minutes.</p>`;
  return html`<footer>
<h2>Check it yourself</h2>
${have}
${isLogged && verifierScript !== undefined ? checkHere(parts, file) : ''}
<dl><dt>Process key</dt><dd><code>${processKey}</code></dd><dt>Key of the public log</dt><dd><code>${verifierKey}</code></dd></dl>
</footer>`;
}

/** Shown by its own script: without one there is nothing to press. */
function checkHere({ processKey, verifierKey }: CommuniquePageParts, file: string): Markup {
  return html`<div id="check" class="check" hidden data-evidence="${file}" data-process-key="${processKey}" data-venue-key="${verifierKey}"
data-busy="Checking …" data-failed="The verifier could not be fetched or has stopped. Look at the line, load this page again, and try once more.">
<p><button type="button">Check it in this page</button></p>
<p><label>Or check a file that you saved; you may also drop it here. It stays on your device.<br><input type="file" accept=".json,application/json"></label></p>
<div role="status"></div>
</div>`;
}
