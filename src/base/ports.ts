/** Milliseconds since 1970-01-01T00:00:00Z, as the device believes. */
export type Clock = () => number;

/** Uniform random bytes fit for keys. */
export type Randomness = (length: number) => Uint8Array;
