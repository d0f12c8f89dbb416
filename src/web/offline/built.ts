/** The files of one version of the app, by path. */
export interface Built {
  /** Another one for every change of any file. */
  readonly version: string;
  /** What every screen needs. */
  readonly needed: readonly string[];
  /** Faces, the words of each language, and what may never be asked for: kept where it is used. */
  readonly later: readonly string[];
}

/** Put here by scripts/offline-build.ts, when all files have their names. */
declare const __BUILT__: Built;

export const BUILT: Built = __BUILT__;
