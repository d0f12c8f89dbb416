import { createHash } from 'node:crypto';

// One sheet for every page: a set document, on paper and at night, from the narrowest screen up.
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1c1a; --soft: #5f5b54; --rule: #d9d4c9; --link: #21508a; --warn: #fff4d6; --warn-rule: #d9a400; --good: #256038; --bad: #9a2a2a; }
@media (prefers-color-scheme: dark) { :root { --paper: #16171a; --ink: #e7e4dd; --soft: #a29d93; --rule: #34353a; --link: #9cc1f2; --warn: #332a10; --warn-rule: #a98310; --good: #8fd0a2; --bad: #f0a3a0; } }
* { box-sizing: border-box; }
html { font: 1.0625rem/1.6 "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Noto Serif", Charter, Georgia, serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font-kerning: normal; hanging-punctuation: first; }
.page { max-width: 66ch; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) clamp(1.1rem, 4vw, 2rem) 4rem; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:focus-visible { outline: .15em solid currentColor; outline-offset: .2em; border-radius: .1em; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
h1 { font-size: clamp(1.7rem, 5vw, 2.35rem); line-height: 1.2; font-weight: 600; margin: 0 0 .4em; text-wrap: balance; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; margin: 2.6em 0 .5em; text-wrap: balance; }
p { margin: 0 0 1em; text-wrap: pretty; overflow-wrap: break-word; }
.eyebrow, .meta, footer, .languages { color: var(--soft); font-size: .89rem; }
.eyebrow { margin: 0 0 .6em; font-variant-caps: all-small-caps; letter-spacing: .06em; font-size: 1rem; }
.meta { margin: 0 0 2.2em; }
.lead { font-size: 1.15rem; color: var(--soft); }
ol.communiques { list-style: none; margin: 2.4em 0 0; padding: 0; }
ol.communiques li { border-top: 1px solid var(--rule); padding: 1.3em 0 1.2em; }
ol.communiques h2 { margin: 0 0 .2em; font-size: 1.3rem; } ol.communiques h2 a { color: inherit; text-decoration: none; } ol.communiques h2 a:hover { text-decoration: underline; }
ol.communiques .meta { margin: 0; }
section > :first-child, footer > :first-child { margin-top: 0; }
.languages { margin: 0 0 1.4em; } .languages a { margin-inline-end: .7em; }
article section + section { border-top: 1px solid var(--rule); margin-top: 3em; padding-top: 2em; }
blockquote { margin: 0 0 1em; padding-inline-start: 1.1em; border-inline-start: .2em solid var(--rule); }
code { font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; border: 1px solid var(--rule); padding: .9em 1em; margin: 0 0 1em; }
dt { color: var(--soft); font-size: .89rem; } dd { margin: 0 0 .9em; }
.notice { background: var(--warn); border: 1px solid var(--warn-rule); padding: 1em 1.2em; margin: 0 0 2.2em; } .notice p:last-child { margin: 0; }
button { font: inherit; min-height: 2.75rem; padding: .4em 1.1em; border: 1px solid var(--link); border-radius: .25em; background: none; color: var(--link); cursor: pointer; } button:hover { background: color-mix(in srgb, var(--link) 10%, transparent); } button:disabled { opacity: .6; cursor: default; }
button:focus-visible, input:focus-visible { outline: .15em solid currentColor; outline-offset: .2em; }
input[type=file] { font: inherit; max-width: 100%; min-height: 2.75rem; margin-top: .4em; } ::file-selector-button { font: inherit; padding: .2em .8em; margin-inline-end: .8em; border: 1px solid var(--rule); border-radius: .25em; background: none; color: inherit; }
.outcome { color: var(--ink); font-size: 1rem; border-inline-start: .25em solid var(--good); padding-inline-start: 1.1em; margin: 1.4em 0 2em; } .outcome.refused { border-color: var(--bad); } .outcome h3 { margin: 0 0 .4em; font-size: 1.15rem; } .outcome h4 { margin: 1.4em 0 .2em; font-size: 1rem; } .outcome blockquote { white-space: pre-line; } .outcome .meta { margin: 1.4em 0 0; }
footer { border-top: 1px solid var(--rule); margin-top: 4em; padding-top: 1.2em; }
@media print { html { font-size: 11pt; } .page { max-width: none; padding: 0; } .skip, nav, button, .check label { display: none; } a { color: inherit; text-decoration: none; } li, section { break-inside: avoid-page; } h1, h2 { break-after: avoid; } }
`.trim();

/** Changes with the sheet, so that it may be kept for good. */
export const STYLE_PATH = `/style-${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`;
