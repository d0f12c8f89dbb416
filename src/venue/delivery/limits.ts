/** What one venue grants. Whoever starts it may set every number; these suit one small machine. */
export interface DeliveryLimits {
  /** A connection that has not logged in by then is closed: it costs memory and has proven nothing. */
  readonly loginMs: number;
  /** How often a connection is asked whether it is still there. Two unanswered asks end it. */
  readonly heartbeatMs: number;
  /** What may wait unsent for one reader, beyond the frame being sent, before it is dropped. `[WIRE-4]` */
  readonly unsentBytesMax: number;
  readonly connectionsMax: number;
  readonly connectionsPerChannelMax: number;
  /** A device reconnecting over a bad line may leave some half-open ones behind. */
  readonly connectionsPerKeyMax: number;
  /** Bytes that a device may post a second, and at once after a silence. */
  readonly deviceBytesPerSecond: number;
  readonly deviceBytesBurst: number;
  /** Bytes that all of a channel's devices may post a second, and at once. */
  readonly channelBytesPerSecond: number;
  readonly channelBytesBurst: number;
  /** Handshakes that one seat may post at once, and a second, by whether it is a steward's. `[ORDER-8]` */
  readonly memberHandshakesBurst: number;
  readonly memberHandshakesPerSecond: number;
  readonly stewardHandshakesBurst: number;
  readonly stewardHandshakesPerSecond: number;
  /** Posts of all channels that may wait for a disk that is slower than they come. */
  readonly postsWaitingBytesMax: number;
  /** Requests other than posts that may wait for an answer on one connection. */
  readonly requestsWaitingMax: number;
}

const MEBIBYTE = 1024 * 1024;

export const DELIVERY_LIMITS: DeliveryLimits = {
  loginMs: 15_000,
  heartbeatMs: 30_000,
  unsentBytesMax: 8 * MEBIBYTE,
  connectionsMax: 20_000,
  connectionsPerChannelMax: 5_000,
  connectionsPerKeyMax: 16,
  // No person types this fast; the bounds are there for a device gone wrong, and must not throttle a burst of papers.
  deviceBytesPerSecond: 32 * MEBIBYTE,
  deviceBytesBurst: 64 * MEBIBYTE,
  channelBytesPerSecond: 64 * MEBIBYTE,
  channelBytesBurst: 128 * MEBIBYTE,
  // Each one makes every post under way name the one before it, whether or not members accept it. A member adds a few
  // devices and renews a key now and then; the rate leaves the others two seconds between two of a flood's.
  memberHandshakesBurst: 30,
  memberHandshakesPerSecond: 0.5,
  // A steward may seat a whole conference in one go, and can be removed by another steward only.
  stewardHandshakesBurst: 300,
  stewardHandshakesPerSecond: 5,
  // A channel's burst; what is beyond it waits at the clients, who have it in any case.
  postsWaitingBytesMax: 128 * MEBIBYTE,
  requestsWaitingMax: 32,
};

/**
 * All that a connection may send before it is logged in: a login is under 300, and the handshake's head is not counted.
 * The limit on frames, megabytes for a handshake of a large channel, is for those whom somebody let in.
 */
export const BYTES_BEFORE_LOGIN_MAX = 1_024;

/** Of a record that is caught up with, in one frame: large enough to be fast, small enough to show progress. */
export const CATCH_UP_PAGE_BYTES = 512 * 1024;

/** Items that one transaction takes up before those that came first are answered. */
export const GROUP_ITEMS_MAX = 1_024;

/** And their bytes, so that a burst of large handshakes does not make everyone wait. */
export const GROUP_BYTES_MAX = 8 * MEBIBYTE;
