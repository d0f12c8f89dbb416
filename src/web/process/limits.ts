/** The same place so many days apart still brings people across each other. */
export const SAME_PLACE_DAYS_MAX = 30;
/** A client writes the note in the one room and the text in the other at once; a slow line takes minutes. */
export const TRANSFER_MINUTES_MAX = 15;
/** From how many contacts a week each level of the pulse begins. Fixed, so that one year can be held against another. */
export const PULSE_LEVELS_FROM = [1, 3, 10, 30] as const;
/** Twenty years. An author's clock may say anything; what it puts before them is not counted. */
export const PULSE_WEEKS_MAX = 1_040;
/** Two weeks are a holiday; three are a silence. */
export const SILENCE_WEEKS_MIN = 3;
/** So long a meeting is counted day by day; what is longer is a mistake in a date. */
export const MEETING_DAYS_MAX = 60;
