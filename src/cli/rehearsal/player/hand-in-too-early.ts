import { VenueHttp } from '../../../client/connection/venue-http.ts';
import { submissionCodec } from '../../../protocol/disclosure/submission.ts';
import type { ActionBy } from '../language/actions.ts';
import type { SignedTooEarly } from './cast.ts';
import type { Performance } from './performance.ts';
import { refusalCode } from './rehearsal-error.ts';
import { entryOf } from './speaking.ts';

/**
 * What a client could do that breaks the rules: hand the text to the venue with both signatures of everyone who
 * consented, short of the quorum. Only a text without claims can be tried: nobody can open a claim before the quorum.
 *
 * Answers the code that the venue refuses it with, `taken` where it does not, and `undefined` where nothing was tried.
 */
export async function handInTooEarly(of: ActionBy<'publish'>, stage: Performance): Promise<string | undefined> {
  const { channel, disclosure, consents: holders = [] } = stage.played(of.disclosure);
  const signed: SignedTooEarly[] = [];
  for (const who of holders) {
    const both = await stage.seat(who, channel).disclosure.signTooEarly(entryOf(disclosure));
    if (both !== undefined) signed.push(both);
  }
  const [first] = signed;
  if (first === undefined) return undefined;
  const submission = { release: first.release, consents: signed.map(({ signatures }) => signatures), placements: [] };
  const path = `/api/v1/spaces/${stage.script.process.name}/communiques`;
  try {
    await new VenueHttp(stage.venue.url).post(path, submissionCodec, submission);
    return 'taken';
  } catch (error) {
    const code = refusalCode(error);
    if (code === undefined) throw error;
    return code;
  }
}
