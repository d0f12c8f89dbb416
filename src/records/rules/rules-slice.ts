import type { GroundRules } from '../../protocol/charter/ground-rules.ts';
import type { IdText } from '../timeline.ts';

/** Ground rules as a projection keeps them. */
export type RulesView = Omit<GroundRules, 'retentionDays'> & { readonly retentionDays: number | null };

/**
 * Which ground rules hold when. The charter's own are frozen [CHARTER-2]; what was agreed since, and what holds for a
 * stretch, is stricter and is kept here.
 */
export interface RulesSlice {
  /** What everyone has agreed to: the charter's, as they were tightened. `null` until a charter is known. */
  agreed: RulesView | null;
  /** Of `agreed`, in hex: what a seat accepts. */
  digest: string;
  /** What held from which position on: oldest first, the last one holds now. `[RULES-5]` */
  spans: RulesSpan[];
  /** By seat, the digest of what it accepted last. */
  accepted: Record<IdText, string>;
  /** Somebody has accepted: from here on, who has not may not speak. `[RULES-2]` */
  isAsked: boolean;
  /** Where a steward last told them in full to who came later; -1 for never. */
  toldAt: number;
  /** Proposals that wait for somebody's assent, one a seat, in the record's order. */
  tightenings: TighteningView[];
  /** The one that holds now. */
  stretch: StretchView | null;
}

export interface RulesSpan {
  readonly from: number;
  readonly rules: RulesView;
  /** The entry that began the stretch that this is. */
  readonly stretch: IdText | null;
}

export interface TighteningView {
  readonly entry: IdText;
  readonly position: number;
  readonly by: IdText;
  readonly rules: RulesView;
  /** Seats, in the record's order; whoever proposed it first. */
  assents: IdText[];
}

export interface StretchView {
  readonly entry: IdText;
  readonly rule: RulesView['rule'];
  readonly meeting: IdText | null;
  /** Where its end was said: it ends with the next handshake. `[RULES-6]` */
  endsAfter: number | null;
}

export function emptyRules(): RulesSlice {
  return {
    agreed: null,
    digest: '',
    spans: [],
    accepted: {},
    isAsked: false,
    toldAt: -1,
    tightenings: [],
    stretch: null,
  };
}
