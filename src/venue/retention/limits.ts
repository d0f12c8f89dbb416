/** How often the venue looks for entries past their retention, and so how much later than that they may go. */
export const LOOK_INTERVAL_MS = 10 * 60_000;

/** Two looks that lie further apart were not made by one clock that runs right. */
export const STEP_MS_MAX = 24 * 3_600_000;

/** How long a clock must then have run steadily. One that was set wrong is most often set right within minutes. */
export const STEADY_MS = 3_600_000;

/** Shredded in one transaction. Posts that come meanwhile wait for it, a few milliseconds. */
export const SHRED_ITEMS_MAX = 64;
export const SHRED_BYTES_MAX = 256 * 1024;

/** And then it is the posts' turn, for longer than the shredding took. */
export const SHRED_PAUSE_MS = 20;
