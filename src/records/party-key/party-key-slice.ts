import type { IdText } from '../timeline.ts';

/** By party: which entry last passed on its renewed share key. The key itself never enters the projection. */
export type PartyKeySlice = Record<IdText, { entry: IdText; position: number; generation: number; by: IdText }>;
