import * as v from 'valibot';
import { bring, mark, transfer } from './carrying.ts';
import { consent, disclose, publicSpace, publish, refuse } from './disclosing.ts';
import { merge, nonPaper, table, version } from './ideas.ts';
import { brief, fact, meet, minutes, outside, report, undertake } from './meetings.ts';
import { answer, endMediated, proposeMediated } from './proposing.ts';
import { assent, endStretch, stretch, tighten } from './rules.ts';
import { admit, compare, invite, knock, open, remove, turn } from './seats.ts';
import { ballot, closeSounding, sounding } from './sounding.ts';
import { argue, ask, idea, react, say } from './speaking.ts';

/** What people do, by its verb. */
export const ACTIONS = {
  open,
  say,
  ask,
  react,
  idea,
  argue,
  version,
  merge,
  'non-paper': nonPaper,
  table,
  mark,
  transfer,
  bring,
  sounding,
  ballot,
  'close-sounding': closeSounding,
  meet,
  minutes,
  brief,
  undertake,
  report,
  fact,
  outside,
  invite,
  knock,
  compare,
  admit,
  remove,
  turn,
  tighten,
  assent,
  stretch,
  'end-stretch': endStretch,
  'propose-mediated': proposeMediated,
  answer,
  'end-mediated': endMediated,
  'public-space': publicSpace,
  disclose,
  consent,
  refuse,
  publish,
} as const;

export type Verb = keyof typeof ACTIONS;
type ActionOf<V extends Verb> = { readonly verb: V; readonly of: v.InferOutput<(typeof ACTIONS)[V]> };
export type Action = { [V in Verb]: ActionOf<V> }[Verb];
export type ActionBy<V extends Verb> = Extract<Action, { verb: V }>['of'];

type Optional<Entries> = { [Key in keyof Entries]: v.OptionalSchema<Entries[Key] & v.GenericSchema, undefined> };

/** Every action as an optional key; that exactly one is there is checked by `readAction`. */
export const actionEntries = Object.fromEntries(
  Object.entries(ACTIONS).map(([verb, schema]) => [verb, v.optional(schema as v.GenericSchema)]),
) as unknown as Optional<typeof ACTIONS>;

export function verbsIn(step: object): Verb[] {
  return Object.keys(step).filter((key): key is Verb => key in ACTIONS);
}

export function actionOf(step: Readonly<Record<string, unknown>>, verb: Verb): Action {
  return { verb, of: step[verb] } as Action;
}
