/** A thousand seats work; beyond this a commit's path and ratchet tree no longer fit {@link HANDSHAKE_BYTES_MAX}. */
export const SEATS_MAX = 2_048;

/** A person's phones, laptops and borrowed machines, with room; each is a leaf that every commit pays for. */
export const DEVICES_PER_SEAT_MAX = 32;

/** An MLS commit with a full path at {@link SEATS_MAX} leaves is some 350 KB. */
export const HANDSHAKE_MESSAGE_BYTES_MAX = 1024 * 1024;

/** GroupInfo holds the whole ratchet tree: some 400 bytes a leaf and its parents. */
export const SEALED_GROUP_INFO_BYTES_MAX = 2 * 1024 * 1024;

/** One channel key sealed to one seat: enc(32), key(32), tag(16). */
export const WRAPPED_CHANNEL_KEY_BYTES = 80;

/** Message, group info and the lists of seats at their limits, with their framing. */
export const HANDSHAKE_BYTES_MAX = 4 * 1024 * 1024;
