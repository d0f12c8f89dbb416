/**
 * With what code the venue closes a connection; the reason is the refusal's code where there is one.
 *
 * The first two are the WebSocket protocol's own; a client reconnects after every one but `removed` and `misuse`.
 */
export const CLOSE_CODES = {
  /** The venue is stopping; another will be there soon. */
  draining: 1012,
  /** What was sent is no frame, or too large. */
  misuse: 1008,
  /** This device is no longer in the channel. */
  removed: 4003,
  /** The connection read too slowly. */
  slowReader: 4008,
  /** No login in time, or one that was refused. */
  loginRefused: 4001,
} as const;
