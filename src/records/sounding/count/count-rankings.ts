export interface RankingCount {
  readonly ballots: number;
  /** The option that more than half prefer to each other one, by its index; null where there is none (Condorcet). */
  readonly preferredToAll: number | null;
  /** Points by option: one for each option that a ballot puts behind it (Borda). */
  readonly points: readonly number[];
  /** `over[a][b]`: how many ballots put `a` before `b`. */
  readonly over: readonly (readonly number[])[];
  /** Options by their index: the one that is preferred to all, then by points; equal ones as they were asked. */
  readonly order: readonly number[];
}

export function countRankings(ballots: readonly (readonly number[])[], options: number): RankingCount {
  const indices = Array.from({ length: options }, (_, i) => i);
  const places = ballots.map((order) => indices.map((option) => order.indexOf(option)));
  const before = (a: number, b: number) => places.filter((place) => (place[a] as number) < (place[b] as number)).length;
  const over = indices.map((a) => indices.map((b) => (a === b ? 0 : before(a, b))));
  const points = over.map((row) => row.reduce((sum, each) => sum + each, 0));
  const beatsAll = (a: number) => indices.every((b) => a === b || 2 * (over[a]?.[b] ?? 0) > ballots.length);
  const preferredToAll = indices.find(beatsAll) ?? null;
  const rank = (option: number) => (option === preferredToAll ? Number.POSITIVE_INFINITY : (points[option] as number));
  const order = indices.toSorted((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
  return { ballots: ballots.length, preferredToAll, points, over, order };
}
