import { html, raw } from 'hono/html';
import type { PublishedCommunique, Space } from './spaces.ts';
import { consentWords, isoDate, kindWords } from './wording.ts';

/** Atom (RFC 4287): the texts whole, so that a reader need not come here. */
export async function feed({ slug, processName, communiques }: Space, origin: string): Promise<string> {
  const home = `${origin}/p/${slug}`;
  // An empty feed must have a date too; it has changed as little as one can.
  const updated = isoDate(communiques[0]?.publishedAt ?? 0);
  const whole = html`${raw('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${home}</id>
<title>${processName}</title>
<updated>${updated}</updated>
<author><name>${processName}</name></author>
<link rel="self" href="${home}/feed.atom"/>
<link rel="alternate" type="text/html" href="${home}"/>
${communiques.map((communique) => entry(home, communique))}
</feed>
`;
  return String(await whole);
}

function entry(home: string, communique: PublishedCommunique) {
  const { number, publishedAt, submission } = communique;
  const { kind, texts } = submission.release.disclosure;
  const [first] = texts;
  const address = `${home}/communiques/${number}`;
  return html`<entry xml:lang="${first?.language}">
<id>${address}</id>
<title>${first?.title}</title>
<updated>${isoDate(publishedAt)}</updated>
<category term="${kind}" label="${kindWords(kind)}"/>
<link rel="alternate" type="text/html" href="${address}"/>
<summary>${consentWords(communique)}</summary>
<content type="text">${texts.map(({ text }) => text).join('\n\n* * *\n\n')}</content>
</entry>
`;
}
