import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { fromBase64Url } from '../../../base/text-encodings.ts';
import type { VenueDescription } from '../../../protocol/wire/venue-description.ts';
import { startVenue } from '../../../venue/venue.ts';
import type { TileSource } from '../../../verify/tile-source.ts';
import { CliError } from '../../cli-error.ts';
import { openLog } from '../../log-source.ts';

/** The venue that a rehearsal is played at. */
export interface StageVenue {
  readonly url: string;
  readonly convenerToken: Uint8Array;
  readonly verifierKey: string;
  readonly log: TileSource;
  /** Enters what waits into the public log, and resolves when it is there. */
  beat(): Promise<void>;
  /** The same where the venue can be asked for it; elsewhere nothing, and whoever needs the log waits. */
  hastenBeat(): Promise<void>;
  /** Puts what the venue holds unattributed into the records, where it can be asked for that; elsewhere it comes by itself. */
  release(): Promise<void>;
  /** Every file that the venue has written, or `undefined` where they are elsewhere. */
  files(): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[] | undefined>;
  close(): Promise<void>;
}

/** A beat a second, so that what is published can be verified at once; when several are asked for, they come at once. */
const BEAT = { intervalMs: 1_000, entries: 8 };

/** A venue for the occasion: a data folder of its own, which is deleted after. */
export async function temporaryVenue(): Promise<StageVenue> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pourparler-rehearsal-'));
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const logger = pino({ level: 'silent' });
  const where = { dataDir, host: '127.0.0.1', port: 0, beat: BEAT };
  const venue = await startVenue({ ...where, clock: Date.now, random, logger });
  const { token } = conveneLink(venue.convenerLink ?? '');
  return {
    url: venue.url,
    convenerToken: token,
    verifierKey: venue.verifierKey,
    log: await openLog(`${venue.url}/log`),
    beat: () => venue.beat(),
    hastenBeat: () => venue.beat(),
    release: () => venue.release(),
    async files() {
      const names = await readdir(dataDir);
      return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(dataDir, name)) })));
    },
    async close() {
      await venue.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A venue elsewhere, by the convener's link that its first start printed. */
export async function venueAt(link: string): Promise<StageVenue> {
  const { url, token } = conveneLink(link);
  const { verifierKey, beat } = await describe(url);
  return {
    url,
    convenerToken: token,
    verifierKey,
    log: await openLog(`${url}/log`),
    beat: () => new Promise((resolve) => setTimeout(resolve, beat.intervalMs + 1_000)),
    hastenBeat: async () => {},
    release: async () => {},
    files: async () => undefined,
    close: async () => {},
  };
}

function conveneLink(link: string): { url: string; token: Uint8Array } {
  const parsed = URL.canParse(link) ? new URL(link) : undefined;
  const token = fromBase64Url(/^#convener=(.+)$/u.exec(parsed?.hash ?? '')?.[1] ?? '');
  if (parsed === undefined || token === undefined || token.length === 0) {
    const message =
      '--venue wants the convener’s link that the venue printed on its first start: https://…/app#convener=…';
    throw new CliError('USAGE', message);
  }
  return { url: parsed.origin, token };
}

async function describe(url: string): Promise<VenueDescription> {
  try {
    const response = await fetch(`${url}/api/v1/venue`, { signal: AbortSignal.timeout(30_000) });
    return (await response.json()) as VenueDescription;
  } catch (cause) {
    throw new CliError('VENUE_UNREACHABLE', `${url} does not answer as a venue. Check the address.`, { cause });
  }
}
