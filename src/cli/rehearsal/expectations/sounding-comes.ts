import { idText } from '../../../base/ids.ts';
import { resultOf, type SoundingResult } from '../../../records/sounding/count/sounding-result.ts';
import type { SoundingForm } from '../../../records/sounding/form.ts';
import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

const COMES: Readonly<Record<SoundingResult['kind'], ExpectationBy<'sounding'>['comes'] | 'to nothing that counts'>> = {
  open: 'to nothing yet',
  'too-few': 'to too few ballots',
  counted: 'to a result',
  void: 'to nothing that counts',
};

/** Counted by each seat that has the sounding, from the record as it has it. */
export function soundingComes(of: ExpectationBy<'sounding'>, stage: Performance): Outcome {
  const { sounding, comes } = of;
  const { channel, entry } = stage.played(sounding);
  const against: string[] = [];
  let readers = 0;
  for (const { name, seats } of stage.present(channel)) {
    const view = entry && seats.get(channel)?.projection.soundings.byEntry[idText(entry)];
    if (view === undefined) continue;
    readers += 1;
    const result = resultOf(view);
    if (COMES[result.kind] !== comes) against.push(`for ${name} it comes ${COMES[result.kind]}`);
    against.push(...faultsIn(of, result, view.form).map((fault) => `for ${name} ${fault}`));
  }
  if (readers === 0) against.push('nobody has it');
  return outcomeOf(`The sounding “${sounding}” comes ${comes}`, against);
}

function faultsIn(of: ExpectationBy<'sounding'>, result: SoundingResult, form: SoundingForm): string[] {
  if (result.kind !== 'counted') return [];
  const faults: string[] = [];
  if (of.ballots !== undefined && of.ballots !== result.turnout) faults.push(`${result.turnout} ballots came in`);
  const { all } = result;
  if (of.yes !== undefined && !(all.kind === 'yes-no' && all.choices.yes === of.yes)) {
    faults.push(all.kind === 'yes-no' ? `${all.choices.yes} said yes` : 'it was no question of yes or no');
  }
  const first = firstOf(result, form);
  if (of.first !== undefined && of.first !== first) faults.push(`“${first}” comes first`);
  return faults;
}

function firstOf({ all }: Extract<SoundingResult, { kind: 'counted' }>, form: SoundingForm): string {
  const options = 'options' in form ? form.options : [];
  if (all.kind === 'ranking') return options[all.ranking.order[0] ?? 0] ?? '';
  if (all.kind !== 'scale') return '';
  const most = Math.max(...all.options.map(({ couldLiveWith }) => couldLiveWith));
  return options[all.options.findIndex(({ couldLiveWith }) => couldLiveWith === most)] ?? '';
}
