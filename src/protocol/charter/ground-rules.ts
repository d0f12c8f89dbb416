import type { Codec } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { bool, optional, struct, uint, word } from '../codec/shapes.ts';
import { PARTIES_MAX, RETENTION_DAYS_MAX, SEATS_MAX } from './limits.ts';

export const TRACKS = ['official', 'track 1.5', 'unofficial'] as const;
export type Track = (typeof TRACKS)[number];

export const RULES = ['on the record', 'Chatham House', 'off the record'] as const;
export type Rule = (typeof RULES)[number];

/** Agreed before the first word, and frozen. `[CHARTER-2]` */
export interface GroundRules {
  readonly track: Track;
  readonly rule: Rule;
  /** How many parties together can open an entry; 0 means all. Never 1: one party alone proves nothing. */
  readonly quorum: number;
  /** Without: kept. */
  readonly retentionDays: number | undefined;
  /** A sounding with fewer ballots shows no result. */
  readonly ballotsMin: number;
  /** Whether the secretariat counts among the parties that hold shares. */
  readonly secretariatHoldsShare: boolean;
}

const fields = struct('ground rules', {
  track: word('track', TRACKS),
  rule: word('rule', RULES),
  quorum: uint('quorum', { max: PARTIES_MAX }),
  retentionDays: optional(uint('retention days', { min: 1, max: RETENTION_DAYS_MAX })),
  ballotsMin: uint('ballots min', { max: SEATS_MAX }),
  secretariatHoldsShare: bool('secretariat holds share'),
});

export const groundRules: Codec<GroundRules> = {
  ...fields,
  from(cbor) {
    const rules = fields.from(cbor);
    if (rules.quorum === 1) throw new CodecError('OUT_OF_BOUNDS', 'quorum: expected 0 (all) or at least 2');
    return rules;
  },
};
