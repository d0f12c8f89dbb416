import { wrap } from '../help.ts';
import type { Outcome } from './expectations/outcome.ts';
import type { Narration } from './narration.ts';
import type { Script } from './script.ts';

const WIDTH = 100;

/** Tells a rehearsal while it is played: what was done, who saw it, and whether what was expected is so. */
export class Narrator implements Narration {
  readonly #out: (text: string) => void;

  constructor(out: (text: string) => void) {
    this.#out = out;
  }

  title(script: Script): void {
    this.#out(`${script.process.title}\n`);
    if (script.note !== undefined) this.#paragraph(script.note, '');
    for (const { title, publisher, date } of script.sources) this.#out(`  source: ${title}. ${publisher}, ${date}.\n`);
  }

  act(title: string): void {
    this.#out(`\n${title}\n${'─'.repeat(Math.min(title.length, WIDTH))}\n`);
  }

  time(shown: string): void {
    this.#out(`\n${shown}\n`);
  }

  did(channel: string, line: string, quote: string | undefined): void {
    this.#out(`  [${channel}] ${line}${/[.!?…:]$/u.test(line) ? '' : '.'}\n`);
    if (quote !== undefined && quote !== '') this.#paragraph(`“${quote}”`, '      ');
  }

  seen(by: readonly string[]): void {
    this.#out(`      seen by ${by.join(', ')}\n`);
  }

  expectation(outcome: Outcome, line: number): void {
    const mark = { held: '✓', failed: '✗', 'not checked': '–' }[outcome.kind];
    this.#out(`  ${mark} ${outcome.sentence}\n`);
    if (outcome.kind !== 'held') this.#paragraph(`${outcome.why} (line ${line})`, '      ');
  }

  #paragraph(text: string, indent: string): void {
    for (const line of wrap(text, WIDTH - indent.length)) this.#out(`${indent}${line}\n`);
  }
}
