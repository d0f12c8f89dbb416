/** What fits a phone's screen, read aloud once. */
export const QUESTION_BYTES_MAX = 1_000;
export const OPTION_BYTES_MAX = 300;
export const OPTIONS_MAX = 8;
/** A ranking of one is none. */
export const RANKED_LEAST = 2;
/** Words in place of a mark: a paragraph. */
export const ANSWER_BYTES_MAX = 2_000;
/** From "not acceptable" to "supports it". */
export const GRADES = 5;
/** From here on, somebody could live with it. */
export const GRADE_TO_LIVE_WITH = 3;
/** A voter hides among those of its side. `[SOUND-8]` */
export const SIDE_SEATS_LEAST = 3;
