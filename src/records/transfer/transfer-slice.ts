import type { IdText } from '../timeline.ts';

export interface TransferSlice {
  /** In the source: what was carried out of here, in order. Where to is not written down. */
  notes: { entry: IdText; position: number; carried: IdText; by: IdText }[];
  /** In the target: texts put forward by their carriers, keyed by entry. Nothing says where from. */
  order: IdText[];
  putForward: Record<IdText, PutForwardView>;
}

export interface PutForwardView {
  position: number;
  title: string;
  /** Empty when withdrawn. */
  text: string;
  language: string;
  by: IdText;
  withdrawnAt: number | null;
}

export function emptyTransfers(): TransferSlice {
  return { notes: [], order: [], putForward: {} };
}
