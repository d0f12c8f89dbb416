/** A part of the store's contract as the database's own thread gives it: the same, without the promises. */
export type Synchronous<Part> = {
  [K in keyof Part]: Part[K] extends (...args: infer Args) => Promise<infer Result> ? (...args: Args) => Result : never;
};
