import { HANDSHAKE_BYTES_MAX } from '../handshake/limits.ts';

/** The largest item of a record is a handshake of a large channel; entries have a lower limit of their own. */
export const ITEM_BYTES_MAX = HANDSHAKE_BYTES_MAX;

/** An item and the frame around it: request id, tag, position, lengths. */
export const FRAME_BYTES_MAX = ITEM_BYTES_MAX + 1024;

/** How much of a record one `items` frame carries, unless a single item is larger: a page is read at one go. */
export const PAGE_BYTES_MAX = 1024 * 1024;

/** As many of the smallest items as fit into a page. */
export const ITEMS_PER_FRAME_MAX = 8_192;

/** A request id is only an echo; four bytes number every request of a connection. */
export const REQUEST_ID_MAX = 0xffff_ffff;

/** `https://` and a host name at its limit, with a port. */
export const ORIGIN_BYTES_MAX = 300;

/** Of a refusal's code: words of our own list. */
export const REFUSAL_CODE_BYTES_MAX = 64;

/** Of beats told in one answer: ten days of a channel that grows in every beat. */
export const BEATS_PER_FRAME_MAX = 2_880;

/** Keys, names and a key package of a newcomer, sealed. */
export const KNOCK_BYTES_MAX = 64 * 1024;

/** A Welcome with the ratchet tree of a large channel, and the record secrets that the newcomer may read with. */
export const ADMISSION_BYTES_MAX = 4 * 1024 * 1024 - 1024;

/** Waiting knocks told in one answer. With {@link KNOCK_BYTES_MAX} this stays below {@link FRAME_BYTES_MAX}. */
export const KNOCKS_PER_FRAME_MAX = 60;

/** A seat's keys and keyring, padded: some ten thousand epochs. */
export const VAULT_ITEM_BYTES_MAX = 1024 * 1024;

/** An invitation that nobody used is forgotten. `[JOIN-5]` */
export const INVITATION_DAYS_MAX = 90;

/** The people of an example: a rehearsal has no more. */
export const CHAIRS_MAX = 60;

/** What a chair is described by: a role, a title. As long as a rehearsal lets them be. */
export const CHAIR_TEXT_BYTES_MAX = 1_024;

/** A person's attributes, or the channels that they sit in. */
export const CHAIR_LIST_MAX = 64;

/** A device's whole storage after a year of an example: some hundreds of kilobytes. */
export const CHAIR_STORAGE_BYTES_MAX = 16 * 1024 * 1024;
