/** The files of one version of the app, by path. */
export interface Built {
  /** Another one for every change of any file. */
  readonly version: string;
  /** What every screen needs. */
  readonly needed: readonly string[];
  /** Faces, and the words of each language: kept where they are used. */
  readonly later: readonly string[];
}

/** Put here by scripts/offline-build.ts, when all files have their names. */
declare const __BUILT__: Built;

export const BUILT: Built = __BUILT__;
