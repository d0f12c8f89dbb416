/** As the MLS port's: a charter is repeated in every HPKE context of a commit's path. */
export const CHARTER_BYTES_MAX = 256 * 1024;

/** Each party costs every entry a sealed share of some 110 bytes. Shamir's scheme over bytes ends at 255. */
export const PARTIES_MAX = 64;

/** As many as a device list holds; {@link CHARTER_BYTES_MAX} is met first if names are long. */
export const SEATS_MAX = 2_048;

export const TITLE_BYTES_MAX = 300;

/** One sentence. */
export const PURPOSE_BYTES_MAX = 2_000;

/** Of a party, a seat or an affiliation, in any script. */
export const NAME_BYTES_MAX = 300;

/** A word or two about a seat: "diplomatic experience". */
export const ATTRIBUTE_BYTES_MAX = 100;
export const ATTRIBUTES_MAX = 12;

/** A hundred years: longer is "kept". */
export const RETENTION_DAYS_MAX = 36_525;
