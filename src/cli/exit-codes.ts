/** What a script may rely on; `pourparler help` prints it. */
export const EXIT = {
  /** All that was asked for was done, and every check held. */
  fine: 0,
  /** A check was made and failed: evidence that is wrong, an expectation that did not hold. */
  failed: 1,
  /** The command line, or the rehearsal script, was not understood; nothing was done. */
  usage: 2,
  /** A venue, a file or a port could not be reached. */
  unreachable: 3,
  /** A fault of the program itself. */
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
