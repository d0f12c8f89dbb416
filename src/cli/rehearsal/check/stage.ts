import { didYouMean } from '../explain-issue.ts';
import type { Verb } from '../language/actions.ts';
import type { Script } from '../script.ts';
import type { ProblemCode, ScriptProblem } from '../script-problem.ts';
import type { Path, ScriptSource } from '../script-source.ts';

/** What an earlier step was: its verb, and the channel that it happened in. */
export type EarlierStep = { readonly verb: Verb; readonly channel: string; readonly by: string };

/** The verbs whose steps are entries of a record. */
export const ENTRY_VERBS: readonly Verb[] = [
  'say',
  'ask',
  'react',
  'idea',
  'argue',
  'version',
  'merge',
  'non-paper',
  'table',
  'mark',
  'transfer',
  'bring',
  'sounding',
  'meet',
  'minutes',
  'brief',
  'undertake',
  'report',
  'fact',
  'outside',
  'propose-mediated',
];

/**
 * Who sits where, and what was done, at one point of the script. Owned by `checkScript`, which moves it on;
 * each demand notes a problem where it is not met, and answers whether it is.
 */
export class Stage {
  readonly problems: ScriptProblem[] = [];
  readonly earlier = new Map<string, EarlierStep>();
  readonly #script: Script;
  readonly #source: ScriptSource;
  readonly #seated = new Map<string, Set<string>>();
  readonly #wasSeated = new Map<string, Set<string>>();

  constructor(script: Script, source: ScriptSource) {
    this.#script = script;
    this.#source = source;
  }

  fault(code: ProblemCode, path: Path, message: string, at: 'value' | 'key' = 'value'): false {
    this.problems.push(this.#source.problem(code, path, message, at));
    return false;
  }

  person(path: Path, name: string): boolean {
    return this.#script.people.has(name) || this.#unknown(path, 'person', name, this.#script.people.keys());
  }

  party(path: Path, name: string): boolean {
    return this.#script.parties.has(name) || this.#unknown(path, 'party', name, this.#script.parties.keys());
  }

  /** Somebody of this party has a seat there, or had. */
  partyIn(path: Path, name: string, channel: string): boolean {
    if (!this.party(path, name)) return false;
    const seated = [...(this.#wasSeated.get(channel) ?? [])];
    if (seated.some((who) => this.#script.people.get(who)?.party === name)) return true;
    return this.fault('NOT_SEATED', path, `Nobody of “${name}” sits in “${channel}” at this point.`);
  }

  channel(path: Path, name: string): boolean {
    return this.#script.channels.has(name) || this.#unknown(path, 'channel', name, this.#script.channels.keys());
  }

  opened(path: Path, name: string): boolean {
    if (!this.channel(path, name)) return false;
    if (this.#seated.has(name)) return true;
    return this.fault('NOT_OPEN', path, `“${name}” is not open yet: its \`open\` step comes later.`);
  }

  /** `everBefore`: a seat that was removed will do; it may try what must be refused. */
  seated(path: Path, who: string, channel: string, everBefore = false): boolean {
    if (!this.person(path, who) || !this.#seated.has(channel)) return false;
    if ((everBefore ? this.#wasSeated : this.#seated).get(channel)?.has(who)) return true;
    return this.fault('NOT_SEATED', path, `${who} does not sit in “${channel}” at this point.`);
  }

  step(path: Path, id: string, verbs: readonly Verb[]): EarlierStep | undefined {
    const step = this.earlier.get(id);
    if (step === undefined) {
      this.#unknown(path, 'earlier step', id, this.earlier.keys());
      return undefined;
    }
    if (verbs.includes(step.verb)) return step;
    this.fault(
      'WRONG_KIND',
      path,
      `“${id}” is a \`${step.verb}\`; this wants ${verbs.map((one) => `\`${one}\``).join(' or ')}.`,
    );
    return undefined;
  }

  isSeated(who: string, channel: string): boolean {
    return this.#seated.get(channel)?.has(who) ?? false;
  }

  open(channel: string, people: Iterable<string>): void {
    this.#seated.set(channel, new Set(people));
    this.#wasSeated.set(channel, new Set(people));
  }

  isOpen(channel: string): boolean {
    return this.#seated.has(channel);
  }

  seat(who: string, channel: string): void {
    this.#seated.get(channel)?.add(who);
    this.#wasSeated.get(channel)?.add(who);
  }

  unseat(who: string, channel: string): void {
    this.#seated.get(channel)?.delete(who);
  }

  #unknown(path: Path, what: string, name: string, known: Iterable<string>): false {
    return this.fault('UNKNOWN_NAME', path, `There is no ${what} “${name}”.${didYouMean(name, known)}`);
  }
}
