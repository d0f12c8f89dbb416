import { html } from 'hono/html';
import type { Markup } from './page.ts';

const LOCAL = /^(?:localhost|127(?:\.[0-9]+){3}|\[::1\]|.+\.localhost)(?::[0-9]+)?$/;

/** Whether a browser grants cryptography to what it was asked for: over https, or on the machine itself. */
export function isSecureOrigin(host: string | undefined, origin: string, isTls: boolean): boolean {
  return isTls || origin.startsWith('https://') || (host !== undefined && LOCAL.test(host));
}

/** What to say above a page that came by a way on which nobody can take part. */
export function insecureNotice(): Markup {
  return html`<div class="notice" role="note">
<p><strong>This address is not encrypted.</strong> Browsers grant cryptography only to https and to localhost, so nobody can
take part in talks from here. The person who runs this venue can mend it: give it a certificate, or put it behind a proxy
that has one and say which address people use.</p>
<pre><code>pourparler serve --tls-cert talks.pem --tls-key talks.key
pourparler serve --origin https://talks.example</code></pre>
</div>`;
}
