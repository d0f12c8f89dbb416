// Compiles the message catalogue, src/web/messages/<language>/<area>.json (ICU MessageFormat), into two modules a
// language, what is said first and the rest, and one type for all of them: src/web/messages/compiled/. Runs after an
// install and before a build; plain JavaScript, for whatever Node the machine has.
//
// English is complete by definition. What another language lacks is taken from it. `ar-XB` is made from English: every
// word accented and written from right to left, so that a text that is not in the catalogue, a cut-off button and a
// margin on the wrong side are seen at once.
//
// In a language from right to left each argument is isolated: a name, a date or a number that runs the other way keeps
// its own order, and leaves the words and marks around it where they are.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { parse } from '@messageformat/parser';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/web/messages');
const target = join(folder, 'compiled');

/** What the engine says when it cannot do something stands with the engine: the command line says it too. */
const SHARED = { errors: join(root, 'src/client/sentences.json') };

export const PSEUDO = 'ar-XB';

/** What is said before a device is open: these come with the first screen, the others after it. */
export const FIRST_AREAS = ['errors', 'example', 'failures', 'refusals', 'settings', 'shell', 'unlock', 'welcome'];

export function compileMessages() {
  const english = readLanguage('en');
  const languages = readdirSync(folder).filter((name) => name !== 'compiled' && name !== 'en' && isFolder(name));
  mkdirSync(target, { recursive: true });
  for (const language of languages) write(language, language, merged(english, readLanguage(language), language));
  write('en', 'en', english);
  write(PSEUDO, 'en', changed(english, pseudo));
  writeIfNew(join(target, 'catalogue.d.ts'), typesOf(english));
  return ['en', ...languages, PSEUDO];
}

function isFolder(name) {
  return existsSync(join(folder, name)) && !name.includes('.');
}

function readLanguage(language) {
  const areas = {};
  const path = join(folder, language);
  for (const file of readdirSync(path).sort()) {
    if (file.endsWith('.json')) areas[file.slice(0, -'.json'.length)] = readJson(join(path, file));
  }
  if (language === 'en') for (const [area, file] of Object.entries(SHARED)) areas[area] = readJson(file);
  return areas;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${cause.message}`, { cause });
  }
}

function write(name, plurals, messages) {
  const format = new MessageFormat(plurals, { biDiSupport: false, strict: false });
  const isFirst = ([area]) => FIRST_AREAS.includes(area);
  const areas = Object.entries(isFromRightToLeft(name) ? changed(messages, isolated) : messages);
  for (const [part, of] of [
    ['first', areas.filter(isFirst)],
    ['rest', areas.filter((area) => !isFirst(area))],
  ]) {
    writeIfNew(join(target, `${name}.${part}.js`), compileModule(format, Object.fromEntries(of)));
    writeIfNew(
      join(target, `${name}.${part}.d.ts`),
      "import type { Catalogue } from './catalogue.d.ts';\ndeclare const catalogue: Partial<Catalogue>;\nexport default catalogue;\n",
    );
  }
}

/** Otherwise whoever watches the folder would never come to rest. */
function writeIfNew(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** English where a translation is missing; a message that English does not have, or with other arguments, is an error. */
function merged(english, translated, language, path = language) {
  if (typeof english === 'string') {
    if (translated === undefined) return english;
    const missing = [...argumentsOf(parse(translated)).keys()].filter((arg) => !argumentsOf(parse(english)).has(arg));
    if (missing.length > 0) throw new Error(`${path}: {${missing.join('}, {')}} is no argument of the English message`);
    return translated;
  }
  for (const key of Object.keys(translated ?? {})) {
    if (!(key in english)) throw new Error(`${path}.${key}: the English catalogue has no such message`);
  }
  return Object.fromEntries(
    Object.entries(english).map(([key, value]) => [key, merged(value, translated?.[key], language, `${path}.${key}`)]),
  );
}

function changed(messages, change) {
  if (typeof messages === 'string') return change(messages);
  return Object.fromEntries(Object.entries(messages).map(([key, value]) => [key, changed(value, change)]));
}

function isFromRightToLeft(tag) {
  const locale = new Intl.Locale(tag);
  return (locale.getTextInfo?.() ?? locale.textInfo).direction === 'rtl';
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

function isolated(message) {
  return written(parse(message), { argument: (text) => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` });
}

function pseudo(message) {
  return `⟦${written(parse(message), { content: mirrored })}⟧`;
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ'];

function mirrored(text) {
  return text.replace(/[A-Za-z]+/g, (word) => {
    const letters = [...word].map((letter) => ACCENTED[PLAIN.indexOf(letter)]);
    return `\u202e${letters.join('')}\u202c`;
  });
}

const same = (text) => text;

/** The message's source again, with what it says, or where it is told something, changed. */
function written(tokens, { content = same, argument = same }) {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'content':
          return content(token.value).replace(/'/g, "''").replace(/[{}#]/g, "'$&'");
        case 'octothorpe':
          return '#';
        case 'argument':
          return argument(`{${token.arg}}`);
        case 'function':
          return argument(
            `{${token.arg}, ${token.key}${token.param ? `, ${token.param.map((one) => one.value).join('')}` : ''}}`,
          );
        default: {
          const offset = token.pluralOffset ? ` offset:${token.pluralOffset}` : '';
          const cases = token.cases.map((one) => `${one.key} {${written(one.tokens, { content, argument })}}`);
          return `{${token.arg}, ${token.type},${offset} ${cases.join(' ')}}`;
        }
      }
    })
    .join('');
}

function argumentsOf(tokens, found = new Map()) {
  for (const token of tokens) {
    if (token.type === 'argument') found.set(token.arg, found.get(token.arg) ?? 'string | number');
    else if (token.type === 'function') found.set(token.arg, token.key === 'number' ? 'number' : 'number | Date');
    else if (token.type === 'plural' || token.type === 'selectordinal') found.set(token.arg, 'number');
    else if (token.type === 'select') found.set(token.arg, 'string');
    for (const { tokens: inner } of token.cases ?? []) argumentsOf(inner, found);
  }
  return found;
}

function typesOf(messages) {
  return `/** Every message that the app says, with what each is told. Compiled from messages/en. */\nexport interface Catalogue ${shape(messages)}\n`;
}

function shape(messages, indent = '  ') {
  const lines = Object.entries(messages).map(([key, value]) => {
    const name = JSON.stringify(key);
    if (typeof value !== 'string') return `${indent}readonly ${name}: ${shape(value, `${indent}  `)};`;
    const args = [...argumentsOf(parse(value))].map(([arg, type]) => `readonly ${arg}: ${type}`);
    return `${indent}readonly ${name}: (${args.length === 0 ? '' : `args: { ${args.join('; ')} }`}) => string;`;
  });
  return `{\n${lines.join('\n')}\n${indent.slice(2)}}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) compileMessages();
