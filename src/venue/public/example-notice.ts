import { html } from 'hono/html';
import type { Markup } from './page.ts';

/** What to say above every page of a venue that holds the example. */
export function exampleNotice(): Markup {
  return html`<div class="notice" role="note">
<p><strong>This venue holds an example.</strong> The process, the places and the people in it are invented, and anybody may sit
down in any of its chairs. Nothing that is said at this venue is confidential: hold no talks of your own here.</p>
</div>`;
}
