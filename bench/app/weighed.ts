import { get } from 'node:http';

/** What each file weighs as the venue sends it to a browser, heaviest first. Playwright tells nothing of a worker's. */
export async function weighed(
  venue: string,
  paths: readonly string[],
): Promise<readonly (readonly [string, number])[]> {
  const sizes = await Promise.all(paths.map(async (path) => [path, await weigh(new URL(path, venue))] as const));
  return sizes.sort(([, one], [, other]) => other - one);
}

function weigh(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br, gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (data: Buffer) => {
        bytes += data.length;
      });
      response.on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });
}
