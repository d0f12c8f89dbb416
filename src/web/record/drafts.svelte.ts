import type { Rule } from '../../protocol/charter/ground-rules.ts';
import type { Conveyance } from '../../records/statement/conveyance.ts';
import type { IdText } from '../../records/timeline.ts';
import { ownLanguage } from '../design/languages.ts';
import { type Spoken, usualUnder } from './spoken-as.ts';

export interface Answering {
  readonly entry: IdText;
  readonly who: string;
  readonly text: string;
}

/** What is being written in one room. */
export class Draft {
  text = $state('');
  attribution = $state<Spoken>('deniable');
  language = $state(ownLanguage());
  /** It is asked, and stays open until somebody answers. An answer asks nothing. */
  isQuestion = $state(false);
  /** Of a question: whom it asks; empty for the room. */
  to = $state<IdText>('');
  conveyance = $state<Conveyance>('hold');
  answering = $state.raw<Answering | undefined>(undefined);

  constructor(rule: Rule) {
    this.attribution = usualUnder(rule);
  }

  get isEmpty(): boolean {
    return this.text.trim() === '' && this.answering === undefined;
  }

  /** What was said is said; how one speaks stays. */
  clear(): void {
    this.text = '';
    this.isQuestion = false;
    this.to = '';
    this.answering = undefined;
  }
}

// Owned by this tab, and in its memory alone: nothing unsealed is ever written to the device.
const drafts = new Map<IdText, Draft>();

/** The same one whenever somebody comes back to the room, for as long as the tab lives. */
export function draftOf(channel: IdText, rule: Rule): Draft {
  const draft = drafts.get(channel) ?? new Draft(rule);
  drafts.set(channel, draft);
  return draft;
}
