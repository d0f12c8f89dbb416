import { html } from 'hono/html';
import type { Markup } from './page.ts';
import { page } from './page.ts';

/** What somebody sees who types the venue's address. It says nothing of what is here. */
export function startPage(notice: Markup | undefined): Promise<string> {
  const body = html`<p class="eyebrow">Pourparler</p>
<h1>A place for talks</h1>
<p class="lead">Talks on two tracks, in confidence, and a path to the public that anyone can verify.</p>
<p>Speak freely: what you say here can be proven to outsiders only by you, or by the parties together. Whoever runs this
venue keeps it available, and cannot read what is said.</p>
<h2>You were invited</h2>
<p>Open the link that you were given, on the device that you want to use. The link is the key: nobody will ask you for an
address or a telephone number.</p>
<h2>You are a convener</h2>
<p>Your link ends in <code>#convener=…</code>. Keep it like a key: with it, channels are opened here. It was shown once, when
this venue first started, and nothing here can show it again.</p>
<h2>You read a communiqué</h2>
<p>Each process has an address of its own, which its parties make known. What is published there can be checked against the
<a href="/log/checkpoint">public log</a> of this venue.</p>`;
  return page({ title: 'Pourparler', body, notice });
}

/** The same, to the byte, for whatever is not here: a slug that nobody has is an address that never was. */
export function notFoundPage(): Promise<string> {
  const body = html`<p class="eyebrow">Pourparler</p>
<h1>There is nothing at this address</h1>
<p>Check it against the one that you were given. It may also have been mistyped on the way to you.</p>`;
  return page({ title: 'Nothing at this address', body });
}
