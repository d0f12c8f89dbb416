import type { RecordLine } from '../engine/record-window.ts';
import { tally } from './tally.ts';
import { tell } from './tell.ts';
import type { Telling, Told } from './telling.ts';
import { isDocument } from './words-of-line.ts';

/** A piece of the record as it is set. Each has the index of its first line. */
export type Block =
  | { readonly kind: 'day'; readonly key: string; readonly index: number; readonly ms: number }
  | { readonly kind: 'new'; readonly key: string; readonly index: number }
  | { readonly kind: 'words'; readonly key: string; readonly index: number; readonly line: RecordLine }
  | { readonly kind: 'document'; readonly key: string; readonly index: number; readonly line: RecordLine }
  | ({ readonly kind: 'told'; readonly key: string; readonly index: number } & ToldLine)
  | { readonly kind: 'steps'; readonly key: string; readonly index: number; readonly steps: readonly ToldLine[] };

export interface ToldLine {
  readonly line: RecordLine;
  readonly told: Told;
}

export interface BlocksOf {
  readonly room: Telling['room'];
  readonly lines: readonly RecordLine[];
  /** The first line that was not seen, where that is to be shown. */
  readonly newFrom: number | undefined;
}

/**
 * Lines as blocks: a heading where a new day begins, technical steps that follow each other as one.
 *
 * Times are their authors' own clocks: a day is never begun twice, and a line that says an earlier one stands where the
 * record has it.
 */
export function blocksOf({ room, lines, newFrom }: BlocksOf): readonly Block[] {
  const blocks: Block[] = [];
  let day = '';
  let steps: ToldLine[] = [];
  const endSteps = () => {
    const [first] = steps;
    if (first === undefined) return;
    blocks.push({ kind: 'steps', key: `steps ${first.line.index}`, index: first.line.index, steps });
    steps = [];
  };
  for (const line of lines) {
    const { index } = line;
    if (index === newFrom) {
      endSteps();
      blocks.push({ kind: 'new', key: 'new', index });
    }
    const ms = line.entry?.time ?? undefined;
    const own = ms === undefined ? day : dayOf(ms);
    if (ms !== undefined && own > day) {
      endSteps();
      blocks.push({ kind: 'day', key: `day ${own}`, index, ms });
      day = own;
    }
    const set = setLine(room, line);
    if (set.kind === 'step') {
      steps.push({ line, told: set.told });
      continue;
    }
    endSteps();
    blocks.push(set.block);
  }
  endSteps();
  return blocks;
}

function setLine(
  room: Telling['room'],
  line: RecordLine,
): { readonly kind: 'block'; readonly block: Block } | { readonly kind: 'step'; readonly told: Told } {
  const { index, item } = line;
  const key = `line ${index}`;
  if (
    item.kind === 'entry' &&
    (item.name === 'statement' || item.name === 'question') &&
    line.statement !== undefined
  ) {
    return { kind: 'block', block: { kind: 'words', key, index, line } };
  }
  if (item.kind === 'entry' && line.unread === undefined && isDocument(item.name)) {
    return { kind: 'block', block: { kind: 'document', key, index, line } };
  }
  const told = tell({ room, line });
  if (told.isTechnical === true) return { kind: 'step', told };
  return { kind: 'block', block: { kind: 'told', key, index, line, told } };
}

/** This device's day, in a form that can be compared. */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Lines that say the same keep being the same, so that a page does not set again what it shows already. */
export function keptLines(before: readonly RecordLine[], now: readonly RecordLine[]): readonly RecordLine[] {
  const first = before[0]?.index ?? 0;
  return now.map((line) => {
    const known = before[line.index - first];
    return known !== undefined && saysTheSame(known, line) ? known : line;
  });
}

/** As {@link keptLines}, for blocks. */
export function keptBlocks(before: readonly Block[], now: readonly Block[]): readonly Block[] {
  const known = new Map(before.map((block) => [block.key, block]));
  return now.map((block) => {
    const same = known.get(block.key);
    return same !== undefined && isSetTheSame(same, block) ? same : block;
  });
}

function isSetTheSame(a: Block, b: Block): boolean {
  if (a.index !== b.index) return false;
  if (a.kind === 'told') return b.kind === 'told' && a.line === b.line && a.told.text === b.told.text;
  if (a.kind === 'words' || a.kind === 'document') return b.kind === a.kind && a.line === b.line;
  if (a.kind === 'steps') return b.kind === 'steps' && a.steps.length === b.steps.length;
  return a.kind === b.kind;
}

function saysTheSame(a: RecordLine, b: RecordLine): boolean {
  return (
    a.index === b.index &&
    a.item.position === b.item.position &&
    a.item.kind === b.item.kind &&
    a.statement?.text === b.statement?.text &&
    a.statement?.withdrawnAt === b.statement?.withdrawnAt &&
    a.statement?.conveyance === b.statement?.conveyance &&
    a.statement?.earlier.length === b.statement?.earlier.length &&
    a.answered?.text === b.answered?.text &&
    a.unread?.withdrawnAt === b.unread?.withdrawnAt &&
    a.entry?.authenticity === b.entry?.authenticity &&
    a.isOpen === b.isOpen &&
    JSON.stringify(tally(a.reactions)) === JSON.stringify(tally(b.reactions))
  );
}
