import type { Action } from '../language/actions.ts';
import { bring, mark, transfer } from './carrying.ts';
import { consent, disclose, publicSpace, publish, refuse } from './disclosing.ts';
import type { Done } from './done.ts';
import { merge, nonPaper, table, version } from './ideas.ts';
import { brief, fact, meet, minutes, outside, report, undertake } from './meetings.ts';
import type { Performance } from './performance.ts';
import { answer, endMediated, proposeMediated } from './proposing.ts';
import { assent, endStretch, stretch, tighten } from './rules.ts';
import { admit, compare, invite, knock, open, remove, turn } from './seats.ts';
import { ballot, closeSounding, sounding } from './soundings.ts';
import { argue, ask, idea, react, say } from './speaking.ts';

/** Does one step, with the engines of those who do it, and waits until everyone in its channel has read it. */
export async function playAction(action: Action, stage: Performance): Promise<Done> {
  const done = await perform(action, stage);
  await stage.settle(done.played.channel);
  return done;
}

function perform(action: Action, stage: Performance): Promise<Done> {
  switch (action.verb) {
    case 'open':
      return open(action.of, stage);
    case 'say':
      return say(action.of, stage);
    case 'ask':
      return ask(action.of, stage);
    case 'react':
      return react(action.of, stage);
    case 'idea':
      return idea(action.of, stage);
    case 'argue':
      return argue(action.of, stage);
    case 'version':
      return version(action.of, stage);
    case 'merge':
      return merge(action.of, stage);
    case 'non-paper':
      return nonPaper(action.of, stage);
    case 'table':
      return table(action.of, stage);
    case 'mark':
      return mark(action.of, stage);
    case 'bring':
      return bring(action.of, stage);
    case 'transfer':
      return transfer(action.of, stage);
    case 'sounding':
      return sounding(action.of, stage);
    case 'ballot':
      return ballot(action.of, stage);
    case 'close-sounding':
      return closeSounding(action.of, stage);
    case 'meet':
      return meet(action.of, stage);
    case 'minutes':
      return minutes(action.of, stage);
    case 'brief':
      return brief(action.of, stage);
    case 'undertake':
      return undertake(action.of, stage);
    case 'report':
      return report(action.of, stage);
    case 'fact':
      return fact(action.of, stage);
    case 'outside':
      return outside(action.of, stage);
    case 'invite':
      return invite(action.of, stage);
    case 'knock':
      return knock(action.of, stage);
    case 'compare':
      return compare(action.of, stage);
    case 'admit':
      return admit(action.of, stage);
    case 'remove':
      return remove(action.of, stage);
    case 'turn':
      return turn(action.of, stage);
    case 'tighten':
      return tighten(action.of, stage);
    case 'assent':
      return assent(action.of, stage);
    case 'stretch':
      return stretch(action.of, stage);
    case 'end-stretch':
      return endStretch(action.of, stage);
    case 'propose-mediated':
      return proposeMediated(action.of, stage);
    case 'answer':
      return answer(action.of, stage);
    case 'end-mediated':
      return endMediated(action.of, stage);
    case 'public-space':
      return publicSpace(action.of, stage);
    case 'disclose':
      return disclose(action.of, stage);
    case 'consent':
      return consent(action.of, stage);
    case 'refuse':
      return refuse(action.of, stage);
    case 'publish':
      return publish(action.of, stage);
  }
}
