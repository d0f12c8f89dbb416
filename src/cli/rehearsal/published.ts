import { toHex } from '../../base/text-encodings.ts';
import { CliError } from '../cli-error.ts';
import type { Performance } from './player/performance.ts';

export type Published = { readonly step: string; readonly file: string; readonly bytes: Uint8Array };

/** What the rehearsal published, as anyone can download it from the public page, in the order of publication. */
export async function publishedCommuniques(stage: Performance): Promise<Published[]> {
  const published: Published[] = [];
  for (const [step, { verb, channel, disclosure }] of stage.allPlayed()) {
    if (verb !== 'disclose' || disclosure === undefined) continue;
    const [anyone] = stage.present(channel);
    const view = anyone?.seats.get(channel)?.projection.disclosures.byDigest[toHex(disclosure)];
    if (view?.state.kind !== 'published') continue;
    const { slug, number } = view.state;
    published.push({ step, file: `${number}.json`, bytes: await evidence(slug, number, stage) });
  }
  return published;
}

/** It can be downloaded with its proofs once a beat has entered it into the log. */
async function evidence(slug: string, number: number, { venue }: Performance): Promise<Uint8Array> {
  const url = `${venue.url}/p/${slug}/communiques/${number}.json`;
  let response = await download(url);
  if (response.status === 404) {
    await venue.beat();
    response = await download(url);
  }
  if (!response.ok) throw new CliError('VENUE_UNREACHABLE', `${url} answers ${response.status}. Try again later.`);
  return new Uint8Array(await response.arrayBuffer());
}

function download(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(30_000) });
}
