import type { Choice } from '../form.ts';

export type ChoiceCount = Readonly<Record<Choice, number>>;

export function countChoices(choices: readonly Choice[]): ChoiceCount {
  const of = (choice: Choice) => choices.filter((each) => each === choice).length;
  return { yes: of('yes'), no: of('no'), abstain: of('abstain') };
}
