import type { Expectation } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { disclosureIs } from './disclosure-is.ts';
import { everyoneAgreesIn } from './everyone-agrees-in.ts';
import { doesNotKnowOf, knowsOf } from './knows-of.ts';
import type { Outcome } from './outcome.ts';
import { proposalIs } from './proposal-is.ts';
import { readsNothingAfter } from './reads-nothing-after.ts';
import { doesNotSee, sees } from './sees.ts';
import { soundingComes } from './sounding-comes.ts';
import { standsUnder } from './stands-under.ts';
import { venueHoldsNoneOf } from './venue-holds-none-of.ts';
import { verifies } from './verifies.ts';

/** Whether what the script expects is so. `refused` is no question but a try: see `refused.ts`. */
export async function meetExpectation(expectation: Expectation, stage: Performance): Promise<Outcome> {
  switch (expectation.kind) {
    case 'knows-of':
      return knowsOf(expectation.of, stage);
    case 'does-not-know-of':
      return doesNotKnowOf(expectation.of, stage);
    case 'sees':
      return sees(expectation.of, stage);
    case 'does-not-see':
      return doesNotSee(expectation.of, stage);
    case 'reads-nothing-after':
      return readsNothingAfter(expectation.of, stage);
    case 'everyone-agrees-in':
      return everyoneAgreesIn(expectation.of, stage);
    case 'disclosure':
      return disclosureIs(expectation.of, stage);
    case 'stands-under':
      return standsUnder(expectation.of, stage);
    case 'proposal':
      return proposalIs(expectation.of, stage);
    case 'sounding':
      return soundingComes(expectation.of, stage);
    case 'verifies':
      return verifies(expectation.of, stage);
    case 'venue-holds-none-of':
      return venueHoldsNoneOf(expectation.of, stage);
    case 'refused':
      throw new TypeError('a refusal is tried, not asked');
  }
}
