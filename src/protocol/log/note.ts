import { concat, fromUtf8, utf8 } from '../../base/bytes.ts';
import { fromBase64, toBase64 } from '../../base/text-encodings.ts';
import { NOTE_BYTES_MAX, NOTE_SIGNATURES_MAX } from './limits.ts';
import { LogError } from './log-error.ts';
import { isKeyName } from './verifier-key.ts';

/** A text and who is said to have signed it. Nothing of it is to be believed before `openNote`. */
export interface Note {
  /** With its final newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

const LINE = /^— ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/u;
const KEY_ID_BYTES = 4;

/** Throws BAD_NOTE on what is not a C2SP signed note: text, an empty line, one signature line or more. */
export function parseNote(note: string | Uint8Array): Note {
  const whole = checkedText(note);
  // The text may hold empty lines: the last one parts it from the signatures.
  const parting = whole.lastIndexOf('\n\n');
  if (parting === -1 || !whole.endsWith('\n')) throw new LogError('BAD_NOTE', 'no text and signatures');
  const signatures = parseSignatureLines(whole.slice(parting + 2));
  return { text: whole.slice(0, parting + 1), signatures };
}

/** Lines as witnesses answer them. Throws BAD_NOTE on none, too many, or what is not a signature line. */
export function parseSignatureLines(text: string): NoteSignature[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new LogError('BAD_NOTE', 'the last line has no end');
  if (lines.length === 0 || lines.length > NOTE_SIGNATURES_MAX) {
    throw new LogError('BAD_NOTE', `${lines.length} signatures`);
  }
  return lines.map((line) => {
    const [, name = '', encoded = ''] = LINE.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) {
      throw new LogError('BAD_NOTE', 'not a signature line');
    }
    return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
  });
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** With its newline. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(concat(keyId, signature))}\n`;
}

/** Throws BAD_NOTE on a text that cannot be a note's: without a final newline, or with control characters. */
export function checkNoteText(text: string): void {
  if (!text.endsWith('\n') || !isPlain(text)) throw new LogError('BAD_NOTE', 'not the text of a note');
}

function checkedText(note: string | Uint8Array): string {
  if (note.length > NOTE_BYTES_MAX) throw new LogError('BAD_NOTE', `more than ${NOTE_BYTES_MAX} bytes`);
  if (typeof note === 'string') {
    if (!isPlain(note) || utf8(note).length > NOTE_BYTES_MAX) throw new LogError('BAD_NOTE', 'not plain text');
    return note;
  }
  let text: string;
  try {
    text = fromUtf8(note);
  } catch (cause) {
    throw new LogError('BAD_NOTE', 'not UTF-8', { cause });
  }
  if (!isPlain(text)) throw new LogError('BAD_NOTE', 'control characters');
  return text;
}

/** Well-formed, and no ASCII control character but newlines. */
function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}
