/** A charter is repeated in every HPKE context of a commit's path, so it must stay cheap to hash. */
export const CHARTER_BYTES_MAX = 256 * 1024;

/** A thousand seats with two devices each. The group state is then about 0.7 MB, without the charter. */
export const LEAVES_MAX = 2048;

/** With {@link LEAVES_MAX} leaves and a full charter, a Welcome or the commit that adds all is about 1 MB. */
export const MLS_MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

/** About 350 bytes a leaf, and a charter: 1 MB at the most that is expected. */
export const GROUP_STATE_BYTES_MAX = 8 * 1024 * 1024;

/** Ours are about 300 bytes. */
export const KEY_PACKAGE_BYTES_MAX = 1024;

/** Three private keys. */
export const DEVICE_SECRETS_BYTES_MAX = 512;

/** RFC 5869: 255 blocks of SHA-256. */
export const EXPORT_BYTES_MAX = 255 * 32;
