import { type Said, sayError, sayVerified } from '../../verify/say.ts';
import type { TileSource } from '../../verify/tile-source.ts';
import { type Verified, verifyCommunique } from '../../verify/verify-communique.ts';
import { VerifyError } from '../../verify/verify-error.ts';
import { LogUnreachable } from './venue-log.ts';

export interface CheckRequest {
  readonly file: Uint8Array;
  readonly venueKey: string;
  readonly processKey: string;
  readonly log: TileSource;
  /** The texts of the page that is being read, in its order. */
  readonly shown: readonly string[];
}

export type CheckOutcome =
  | {
      readonly kind: 'holds';
      readonly said: Said;
      readonly verified: Verified;
      /** Whether the page says what was signed, and nothing else. */
      readonly isShown: boolean;
    }
  | { readonly kind: 'refused'; readonly sentence: string };

/** The file by itself, and against the log as it is now where that can be reached. */
export async function checkEvidence({ shown, log, ...of }: CheckRequest): Promise<CheckOutcome> {
  try {
    const verified = await withoutLogIfOffline((source) => verifyCommunique({ ...of, log: source }), log);
    return { kind: 'holds', said: sayVerified(verified), verified, isShown: isWhatIsShown(verified, shown) };
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return { kind: 'refused', sentence: sayError(error.code) };
  }
}

/** A log that cannot be reached is not held against the file: what was checked then says so. */
async function withoutLogIfOffline(
  verify: (log: TileSource | undefined) => Promise<Verified>,
  log: TileSource,
): Promise<Verified> {
  try {
    return await verify(log);
  } catch (error) {
    if (!(error instanceof LogUnreachable)) throw error;
    return await verify(undefined);
  }
}

/** A page sets lines and paragraphs in its own way, so white space is left out of the comparison. */
function isWhatIsShown({ texts }: Verified, shown: readonly string[]): boolean {
  const bare = (text: string) => text.replace(/\s+/gu, '');
  return (
    texts.length === shown.length &&
    texts.every(({ title, text }, index) => bare(title + text) === bare(shown[index] ?? ''))
  );
}
