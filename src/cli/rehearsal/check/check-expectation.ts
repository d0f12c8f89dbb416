import type { Expectation } from '../language/expecting.ts';
import type { Path } from '../script-source.ts';
import { ENTRY_VERBS, type Stage } from './stage.ts';

/** That an expectation asks for things that there are; whether it holds is seen when it is played. */
export function checkExpectation({ of }: Expectation, path: Path, stage: Stage): void {
  const at = (...more: (string | number)[]): Path => [...path, 'expect', ...more];
  const each = (key: string, names: string | readonly string[], check: (path: Path, name: string) => unknown): void => {
    if (typeof names === 'string') check(at(key), names);
    else for (const [index, name] of names.entries()) check(at(key, index), name);
  };
  const person = (path: Path, name: string) => stage.person(path, name);
  const channel = (path: Path, name: string) => stage.channel(path, name);
  const entry = (path: Path, id: string) => stage.step(path, id, ENTRY_VERBS);

  if ('who' in of) each('who', of.who, person);
  if ('knows-of' in of) each('knows-of', of['knows-of'], channel);
  if ('does-not-know-of' in of) each('does-not-know-of', of['does-not-know-of'], channel);
  if ('everyone-agrees-in' in of) {
    each('everyone-agrees-in', of['everyone-agrees-in'], (path, name) => stage.opened(path, name));
  }
  if ('does-not-see' in of) each('does-not-see', of['does-not-see'], entry);
  if ('sees' in of) {
    entry(at('sees'), of.sees);
    if (of.by !== undefined) person(at('by'), of.by);
  }
  if ('reads-nothing-after' in of) entry(at('reads-nothing-after'), of['reads-nothing-after']);
  if ('stands-under' in of) entry(at('of'), of.of);
  if ('disclosure' in of) stage.step(at('disclosure'), of.disclosure, ['disclose']);
  if ('proposal' in of) stage.step(at('proposal'), of.proposal, ['propose-mediated']);
  if ('sounding' in of) {
    stage.step(at('sounding'), of.sounding, ['sounding']);
    const isOfResult = of.ballots !== undefined || of.yes !== undefined || of.first !== undefined;
    if (isOfResult && of.comes !== 'to a result') {
      stage.fault(
        'WRONG_KIND',
        at('comes'),
        '`ballots`, `yes` and `first` are of a result: without one nobody sees them.',
      );
    }
  }
  if ('verifies' in of) stage.step(at('verifies'), of.verifies, ['disclose']);
}
