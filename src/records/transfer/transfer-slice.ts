import type { IdText } from '../timeline.ts';

export interface TransferSlice {
  /** In the source: what was carried out of here, in order. Where to is not written down. */
  notes: { entry: IdText; position: number; carried: IdText; by: IdText }[];
  /** How often each was. */
  carried: Record<IdText, number>;
  /** And what was brought back: answers, keyed by entry. Nothing says whose they are. */
  answers: Record<IdText, AnswerView>;
  /** By what they answer, in order. */
  answersTo: Record<IdText, IdText[]>;
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

export interface AnswerView {
  position: number;
  about: IdText;
  /** Empty when withdrawn. */
  text: string;
  language: string;
  /** Who brought it. */
  by: IdText;
  withdrawnAt: number | null;
}

export function emptyTransfers(): TransferSlice {
  return { notes: [], carried: {}, answers: {}, answersTo: {}, order: [], putForward: {} };
}
