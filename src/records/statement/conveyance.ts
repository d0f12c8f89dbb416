/** Of a caucus's statement, from what stays to what may go furthest: each takes in what stands before it. */
export const CONVEYANCES = ['hold', 'may be conveyed as your own idea', 'may be conveyed'] as const;

export type Conveyance = (typeof CONVEYANCES)[number];

/** What is not marked is on hold. A mark is changed in one direction: whoever wants words back withdraws them. */
export function isFreer(mark: Conveyance, than: Conveyance | null): boolean {
  return CONVEYANCES.indexOf(mark) > CONVEYANCES.indexOf(than ?? 'hold');
}
