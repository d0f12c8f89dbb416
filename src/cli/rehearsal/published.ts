import { toHex } from '../../base/text-encodings.ts';
import { CliError } from '../cli-error.ts';
import type { Performance } from './player/performance.ts';

export type Published = { readonly step: string; readonly file: string; readonly bytes: Uint8Array };

/** What the rehearsal published, as anyone can download it from the public page, in the order of publication. */
export async function publishedCommuniques(stage: Performance): Promise<Published[]> {
  // A communiqué can be downloaded with its proofs once a beat has entered it into the log.
  await stage.venue.beat();
  const published: Published[] = [];
  for (const [step, { verb, channel, disclosure }] of stage.allPlayed()) {
    if (verb !== 'disclose' || disclosure === undefined) continue;
    const [anyone] = stage.present(channel);
    const view = anyone?.seats.get(channel)?.projection.disclosures.byDigest[toHex(disclosure)];
    if (view?.state.kind !== 'published') continue;
    const { slug, number } = view.state;
    published.push({
      step,
      file: `${number}.json`,
      bytes: await download(`${stage.venue.url}/p/${slug}/communiques/${number}.json`),
    });
  }
  return published;
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new CliError('VENUE_UNREACHABLE', `${url} answers ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}
