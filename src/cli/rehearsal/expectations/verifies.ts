import { sayError, sayVerified } from '../../../verify/say.ts';
import { verifyCommunique } from '../../../verify/verify-communique.ts';
import { VerifyError } from '../../../verify/verify-error.ts';
import type { ExpectationBy } from '../language/expecting.ts';
import type { Performance } from '../player/performance.ts';
import { processKeyOfSpace } from '../process-key-of-space.ts';
import { publishedCommuniques } from '../published.ts';
import type { Outcome } from './outcome.ts';

/** As an outsider would: the file from the public page, the two keys, the log as the venue serves it. */
export async function verifies(of: ExpectationBy<'verifies'>, stage: Performance): Promise<Outcome> {
  const sentence = `anyone can verify “${of.verifies}”`;
  const published = await publishedCommuniques(stage);
  const file = published.find(({ step }) => step === of.verifies)?.bytes;
  const processKey = processKeyOfSpace(stage);
  if (file === undefined || processKey === undefined) {
    return { kind: 'failed', sentence, why: 'The venue serves no such communiqué.' };
  }
  const { verifierKey: venueKey, log } = stage.venue;
  try {
    const verified = await verifyCommunique({ file, venueKey, processKey, log });
    return { kind: 'held', sentence: `${sentence}. ${sayVerified(verified).proven}` };
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return { kind: 'failed', sentence, why: `${sayError(error.code)} [${error.code}]` };
  }
}
