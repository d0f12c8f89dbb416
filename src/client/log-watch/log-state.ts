/**
 * What a seat knows of its channel's place in the public log.
 *
 * unwatched → watching ⇄ behind; and from any of them to broken, which it stays. `behind` accuses nobody: a beat that
 * is withheld, a log that cannot be read and an old copy of it look like a busy venue and a bad line.
 */
export type LogState =
  /** Off the record nothing is logged; otherwise it was not looked at yet. */
  | { readonly kind: 'unwatched' }
  /** The log binds the first `size` commitments of the record; `at` is when that was last seen, by this device's clock. */
  | { readonly kind: 'watching'; readonly size: number; readonly at: number }
  /** `since` then something is missing: the beat for what was said, the log's files, or a state that it had shown. */
  | { readonly kind: 'behind'; readonly since: number; readonly why: BehindWhy }
  /** The evidence is among the seat's violations. */
  | { readonly kind: 'broken' };

export type BehindWhy =
  | 'uncovered' // no beat covers what was said
  | 'unreadable' // the log's files do not come, or are none
  | 'older'; // the log is shown as it was before
