import { html } from 'hono/html';
import type { Markup } from './page.ts';
import { page } from './page.ts';

export interface StartPageParts {
  /** Whether this venue serves the participants' app. */
  readonly hasApp: boolean;
  readonly notice: Markup | undefined;
  /** Whether what is here is invented, and open to everybody. */
  readonly isExample: boolean;
}

/** What somebody sees who types the venue's address. It says nothing of what is here, unless that is invented. */
export function startPage({ hasApp, notice, isExample }: StartPageParts): Promise<string> {
  const invited = hasApp
    ? html`<p>Open the link that you were given. It is the key: nobody will ask you for an address or a telephone number. If you
were here before, on this device, <a href="/app">go on</a>; on another one, your recovery phrase brings your seats back.</p>`
    : html`<p>Keep the link that you were given. It is the key: nobody will ask you for an address or a telephone number. This
venue was started without the app for participants; whoever runs it can add that.</p>`;
  const convener = hasApp
    ? html`<p>Your link ends in <code>#convener=…</code>. Open it: with it, processes are opened here. Keep it like a key. It was
shown once, when this venue first started, and nothing here can show it again.</p>`
    : html`<p>Your link ends in <code>#convener=…</code>. Keep it like a key: with it, channels are opened here. It was shown
once, when this venue first started, and nothing here can show it again. Begin with
<code>pourparler rehearse FILE --venue LINK</code>.</p>`;
  const example = html`<h2>You want to look around</h2>
<p>A whole year of invented talks is here. <a href="/app#/example">Sit down in any of its chairs</a>, and see the same year
from every side.</p>`;
  const body = html`<p class="eyebrow">Pourparler</p>
<h1>A place for talks</h1>
<p class="lead">Talks on two tracks, in confidence, and a path to the public that anyone can verify.</p>
<p>Speak freely: what you say here can be proven to outsiders only by you, or by the parties together. Whoever runs this
venue keeps it available, and cannot read what is said.</p>
${isExample && hasApp ? example : ''}
<h2>You were invited</h2>
${invited}
<h2>You are a convener</h2>
${convener}
<h2>You read a communiqué</h2>
<p>Each process has an address of its own, which its parties make known. What is published there can be checked against the
<a href="/log/checkpoint">public log</a> of this venue.</p>`;
  return page({ title: 'Pourparler', body, notice });
}

/** Where an invitation leads. What stands after the # never came here. */
export function joinPage(notice: Markup | undefined): Promise<string> {
  const body = html`<p class="eyebrow">Pourparler</p>
<h1>You were invited to talks</h1>
<p class="lead">Your link is whole, and this is its venue.</p>
<p>Keep the link as you would keep a key, and tell the person who gave it to you that you have it. This venue was started
without the app for participants. Once whoever runs it has added that, this same address will ask for nothing but a name,
and show you four words to compare with your host.</p>`;
  return page({ title: 'You were invited', body, notice });
}

/** The same, to the byte, for whatever is not here: a slug that nobody has is an address that never was. */
export function notFoundPage(): Promise<string> {
  const body = html`<p class="eyebrow">Pourparler</p>
<h1>There is nothing at this address</h1>
<p>Check it against the one that you were given. It may also have been mistyped on the way to you.</p>`;
  return page({ title: 'Nothing at this address', body });
}
