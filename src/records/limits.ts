/** A long speech is 30 KiB; what is longer is a paper. */
export const STATEMENT_BYTES_MAX = 65_536;
/** An idea, an argument or a text put forward is a page or two. */
export const IDEA_BYTES_MAX = 32_768;
/** Ideas that become one at a time. */
export const MERGED_MAX = 8;
export const ARGUMENT_BYTES_MAX = 16_384;
/** A day's minutes, in full. With its frame it must stay well under the entry's 1 MiB. */
export const MINUTES_BYTES_MAX = 262_144;
/** One line on a phone, twice over. */
export const TITLE_BYTES_MAX = 400;
/** One sentence. */
export const PURPOSE_BYTES_MAX = 1_000;
/** A paragraph beside a status. */
export const NOTE_BYTES_MAX = 4_096;
export const PLACE_BYTES_MAX = 1_000;
/** A name or a role of somebody outside. */
export const WHO_BYTES_MAX = 400;
export const AGENDA_ITEMS_MAX = 100;
/** The longest IANA name has 32 characters. */
export const ZONE_BYTES_MAX = 64;
/** The end of the year 9999: the last one that a date is written for. */
export const INSTANT_MAX = 253_402_300_799_999;
export const BRIEFED_FACTS_MAX = 200;
/** HPKE's 32-byte key, the 32-byte private half and the 16-byte tag. */
export const SEALED_HALF_BYTES = 80;
/** Halves of one entry: a seat's, times the generations that it may read. */
export const SEALED_HALVES_MAX = 4_096;
/** HPKE's 32-byte key, the 33-byte share and the 16-byte tag. */
export const SEALED_SHARE_BYTES = 81;
/** 64 claims to 64 parties, at about 110 bytes: under half of an entry. */
export const AUDIT_SHARES_MAX = 4_096;
/** What a table of parties can keep an eye on; each change of the roster walks through them. */
export const PENDING_DISCLOSURES_MAX = 100;
/** A mediator's proposal is a page or two in each language: all of them together fit one entry. */
export const PROPOSED_TEXT_BYTES_MAX = 32_768;
/** Texts that wait for everybody's answer at once; what is more is no longer a way out. */
export const PENDING_PROPOSALS_MAX = 16;
export const LINK_BYTES_MAX = 1_000;
export const COMMUNIQUE_NUMBER_MAX = 1_000_000;
/** Content of an unknown kind is walked to see that it is canonical: deeper than any structure of ours. */
export const NESTING_MAX = 32;
