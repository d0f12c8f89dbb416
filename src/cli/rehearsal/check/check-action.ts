import type { Action } from '../language/actions.ts';
import type { Path } from '../script-source.ts';
import { explainFault, isDay, readMoment } from '../script-time.ts';
import { type EarlierStep, ENTRY_VERBS, type Stage } from './stage.ts';

/** Steps that make an idea, words that can be carried, and what can be reacted to. */
const IDEAS = ['idea', 'merge'] as const;
const CARRIED = ['say', 'ask', 'idea', 'merge', 'version', 'non-paper', 'transfer', 'bring'] as const;
const REACTED_TO = ['say', 'ask', 'idea', 'merge', 'transfer'] as const;

/**
 * Checks one action against the stage. Answers what a later step may refer to, or `undefined` where something
 * was wrong. `refused`: the action must not succeed, so a seat that was removed may try it.
 */
export function checkAction(action: Action, path: Path, stage: Stage, refused = false): EarlierStep | undefined {
  const { verb } = action;
  const at = (...more: (string | number)[]): Path => [...path, verb, ...more];
  const acts = (by: string, channel: string, where: Path = at('in')): EarlierStep | undefined => {
    const opened = stage.opened(where, channel);
    return opened && stage.seated(at('by'), by, channel, refused) ? { verb, channel, by } : undefined;
  };
  const inChannelOf = (by: string, earlier: EarlierStep | undefined): EarlierStep | undefined =>
    earlier !== undefined && stage.seated(at('by'), by, earlier.channel, refused)
      ? { verb, channel: earlier.channel, by }
      : undefined;
  const sameChannel = (where: Path, id: string, verbs: readonly EarlierStep['verb'][], channel: string): void => {
    const earlier = stage.step(where, id, verbs);
    if (earlier === undefined || earlier.channel === '' || earlier.channel === channel) return;
    stage.fault('WRONG_KIND', where, `“${id}” is in “${earlier.channel}”, not in “${channel}”.`);
  };

  switch (verb) {
    case 'open': {
      const channel = action.of;
      if (!stage.channel(at(), channel)) return undefined;
      if (stage.isOpen(channel)) {
        stage.fault('NAME_TAKEN', at(), `“${channel}” is open already.`);
        return undefined;
      }
      return { verb, channel, by: '' };
    }
    case 'say': {
      const { by, in: channel, answers } = action.of;
      if (answers !== undefined) sameChannel(at('answers'), answers, CARRIED, channel);
      return acts(by, channel);
    }
    case 'ask': {
      const { by, in: channel, to } = action.of;
      const asker = acts(by, channel);
      if (to !== undefined && asker !== undefined) stage.partyIn(at('to'), to, channel);
      return asker;
    }
    case 'react':
      return inChannelOf(action.of.by, stage.step(at('on'), action.of.on, REACTED_TO));
    case 'sounding': {
      const { form, options } = action.of;
      const wants = form === 'ranking';
      if (wants !== (options !== undefined) && form !== 'scale') {
        stage.fault(
          'WRONG_KIND',
          at('form'),
          wants ? 'A ranking wants options.' : 'Only a scale and a ranking have options.',
        );
      }
      return acts(action.of.by, action.of.in);
    }
    case 'idea':
    case 'invite':
    case 'turn':
    case 'public-space':
    case 'tighten':
    case 'end-stretch':
    case 'propose-mediated':
      return acts(action.of.by, action.of.in);
    case 'stretch': {
      const { by, in: channel } = action.of;
      if (action.of.for !== undefined) sameChannel(at('for'), action.of.for, ['meet'], channel);
      return acts(by, channel);
    }
    case 'assent':
      return inChannelOf(action.of.by, stage.step(at('to'), action.of.to, ['tighten']));
    case 'argue':
    case 'version':
      return inChannelOf(action.of.by, stage.step(at('on'), action.of.on, IDEAS));
    case 'non-paper':
      return inChannelOf(action.of.by, stage.step(at('of'), action.of.of, IDEAS));
    case 'merge': {
      const [first, ...others] = action.of.ideas.map((id, index) => ({
        id,
        step: stage.step(at('ideas', index), id, IDEAS),
      }));
      for (const [index, { id }] of others.entries()) {
        sameChannel(at('ideas', index + 1), id, IDEAS, first?.step?.channel ?? '');
      }
      return inChannelOf(action.of.by, first?.step);
    }
    case 'table': {
      const { by, in: channel, 'rests-on': text } = action.of;
      if (text !== undefined) sameChannel(at('rests-on'), text, ['transfer', 'non-paper'], channel);
      return acts(by, channel);
    }
    case 'mark':
      return inChannelOf(action.of.by, stage.step(at('on'), action.of.on, ['say', 'ask']));
    case 'bring': {
      const { by, of, answers } = action.of;
      const answer = stage.step(at('of'), of, CARRIED);
      const about = stage.step(at('answers'), answers, CARRIED);
      if (answer === undefined || about === undefined || !stage.seated(at('by'), by, answer.channel, refused))
        return undefined;
      return inChannelOf(by, about);
    }
    case 'ballot': {
      const { by, on, answer, grades, order, text } = action.of;
      if ([answer, grades, order, text].filter((given) => given !== undefined).length !== 1) {
        stage.fault('WRONG_KIND', at('on'), 'A ballot has one of `answer`, `grades`, `order` and `text`.');
      }
      return inChannelOf(by, stage.step(at('on'), on, ['sounding']));
    }
    case 'close-sounding':
      return inChannelOf(action.of.by, stage.step(at('on'), action.of.on, ['sounding']));
    case 'transfer': {
      const { by, of, to } = action.of;
      const carried = stage.step(at('of'), of, CARRIED);
      if (carried === undefined || !stage.seated(at('by'), by, carried.channel, refused)) return undefined;
      if (carried.channel === to) stage.fault('WRONG_KIND', at('to'), `“${of}” is in “${to}” already.`);
      return acts(by, to, at('to'));
    }
    case 'meet': {
      for (const key of ['starts', 'ends'] as const) {
        const moment = readMoment(action.of[key]);
        if ('fault' in moment) stage.fault('BAD_TIME', at(key), explainFault(action.of[key], moment.fault));
      }
      return acts(action.of.by, action.of.in);
    }
    case 'minutes':
      return inChannelOf(action.of.by, stage.step(at('of'), action.of.of, ['meet']));
    case 'brief': {
      const { by, in: channel, on, facts } = action.of;
      if (on !== undefined) day(at('on'), on);
      for (const [index, id] of facts.entries()) sameChannel(at('facts', index), id, ['fact'], channel);
      return acts(by, channel);
    }
    case 'undertake': {
      const { by, in: channel, due } = action.of;
      if (due !== undefined) day(at('due'), due);
      return acts(by, channel);
    }
    case 'outside': {
      const { by, in: channel, on, until } = action.of;
      day(at('on'), on);
      if (until !== undefined) {
        day(at('until'), until);
        if (until < on) stage.fault('BAD_TIME', at('until'), `“${until}” is before “${on}”, its first day.`);
      }
      return acts(by, channel);
    }
    case 'report':
      return inChannelOf(action.of.by, stage.step(at('on'), action.of.on, ['undertake']));
    case 'fact': {
      const { by, in: channel, changes } = action.of;
      if (changes !== undefined) sameChannel(at('changes'), changes, ['fact'], channel);
      return acts(by, channel);
    }
    case 'knock': {
      const invitation = stage.step(at('with'), action.of.with, ['invite']);
      const known = stage.person(at('by'), action.of.by);
      if (invitation === undefined || !known) return undefined;
      return { verb, channel: invitation.channel, by: action.of.by };
    }
    case 'compare':
      return inChannelOf(action.of.by, stage.step(at('with'), action.of.with, ['knock']));
    case 'admit': {
      const { by, in: channel, who, knock, reads } = action.of;
      if (knock !== undefined) {
        const earlier = stage.step(at('knock'), knock, ['knock']);
        if (earlier !== undefined && (earlier.by !== who || earlier.channel !== channel)) {
          stage.fault('WRONG_KIND', at('knock'), `“${knock}” is the knock of ${earlier.by} at “${earlier.channel}”.`);
        }
      }
      if (typeof reads === 'object') sameChannel(at('reads', 'from'), reads.from, ENTRY_VERBS, channel);
      if (stage.person(at('who'), who) && stage.isSeated(who, channel)) {
        stage.fault('NAME_TAKEN', at('who'), `${who} sits in “${channel}” already.`);
      }
      const predecessor = action.of['in-place-of'];
      if (predecessor !== undefined && !stage.seated(at('in-place-of'), predecessor, channel)) return undefined;
      return acts(by, channel);
    }
    case 'remove':
      return acts(action.of.by, action.of.in) && stage.seated(at('who'), action.of.who, action.of.in)
        ? { verb, channel: action.of.in, by: action.of.by }
        : undefined;
    case 'disclose': {
      const { by, in: channel, claims, consents, refuses, corrects } = action.of;
      for (const [index, claim] of claims.entries())
        sameChannel(at('claims', index, 'of'), claim.of, ENTRY_VERBS, channel);
      for (const [index, who] of consents.entries()) stage.seated(at('consents', index), who, channel);
      for (const [index, { who }] of refuses.entries()) stage.seated(at('refuses', index, 'who'), who, channel);
      if (corrects !== undefined) sameChannel(at('corrects'), corrects, ['disclose'], channel);
      return acts(by, channel);
    }
    case 'consent':
    case 'refuse':
      return inChannelOf(action.of.by, stage.step(at('to'), action.of.to, ['disclose']));
    case 'answer':
      return inChannelOf(action.of.by, stage.step(at('to'), action.of.to, ['propose-mediated']));
    case 'end-mediated':
      return inChannelOf(action.of.by, stage.step(at('of'), action.of.of, ['propose-mediated']));
    case 'publish':
      return inChannelOf(action.of.by, stage.step(at('disclosure'), action.of.disclosure, ['disclose']));
  }

  function day(where: Path, written: string): void {
    if (!isDay(written))
      stage.fault('BAD_TIME', where, `“${written}” is not a day of the calendar, such as 2031-03-04.`);
  }
}
