import type { GroundRules } from '../../../protocol/charter/ground-rules.ts';
import { asGroundRules } from '../../../records/rules/rules-in-force.ts';
import type { ActionBy } from '../language/actions.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { RehearsalError } from './rehearsal-error.ts';
import { entryOf } from './speaking.ts';

export async function tighten(of: ActionBy<'tighten'>, stage: Performance): Promise<Done> {
  const { by, in: channel } = of;
  const seat = stage.seat(by, channel);
  const { agreed } = seat.projection.room.rules;
  if (agreed === null) throw new RehearsalError('NOT_THERE', 'This seat knows of no ground rules.');
  const rules = changed(asGroundRules(agreed), of);
  const entry = await seat.post('rules-tightening', { rules }, {});
  return {
    played: { verb: 'tighten', channel, by, entry },
    line: `${by} proposes stricter ground rules in ${channel}`,
  };
}

export async function assent(of: ActionBy<'assent'>, stage: Performance): Promise<Done> {
  const { by, to } = of;
  const { channel, entry: tightening } = stage.played(to);
  await stage.seat(by, channel).post('rules-assent', { tightening: entryOf(tightening) }, {});
  return { played: { verb: 'assent', channel, by }, line: `${by} agrees to them` };
}

export async function stretch(of: ActionBy<'stretch'>, stage: Performance): Promise<Done> {
  const { by, in: channel, rule } = of;
  const meeting = of.for === undefined ? undefined : stage.played(of.for).entry;
  await stage.seat(by, channel).post('stretch', { rule, meeting }, {});
  return { played: { verb: 'stretch', channel, by }, line: `${by} says that what follows in ${channel} is ${rule}` };
}

export async function endStretch(of: ActionBy<'end-stretch'>, stage: Performance): Promise<Done> {
  const { by, in: channel } = of;
  await stage.seat(by, channel).post('stretch', { rule: undefined, meeting: undefined }, {});
  return { played: { verb: 'end-stretch', channel, by }, line: `${by} ends that; the rules of ${channel} hold again` };
}

function changed(rules: GroundRules, of: ActionBy<'tighten'>): GroundRules {
  const quorum = of.quorum === 'all' ? 0 : of.quorum;
  return {
    ...rules,
    rule: of.rule ?? rules.rule,
    quorum: quorum ?? rules.quorum,
    retentionDays: of['retention-days'] ?? rules.retentionDays,
    ballotsMin: of['ballots-min'] ?? rules.ballotsMin,
  };
}
