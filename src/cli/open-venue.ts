import { pino } from 'pino';
import { StoreError } from '../venue/store/store-error.ts';
import type { startVenue, Venue } from '../venue/venue.ts';
import { APP_FOLDER } from './app-folder.ts';
import { CliError } from './cli-error.ts';
import { fileError } from './files.ts';

export const DEFAULT_HOST = '127.0.0.1';

type Where = Pick<
  Parameters<typeof startVenue>[0],
  'dataDir' | 'host' | 'port' | 'origin' | 'tls' | 'openMetrics' | 'example'
>;

/** Opens a venue for as long as the command runs, or says in a sentence why it cannot. */
export async function openVenue(where: Where): Promise<Venue> {
  // A person at the terminal is told what matters in sentences; a log collector gets it all as lines of JSON.
  const logger = pino({ base: null, level: process.stderr.isTTY ? 'warn' : 'info' }, pino.destination(2));
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  // Loaded only here: the other commands should start at once.
  const { startVenue } = await import('../venue/venue.ts');
  const { keepYoungSpaceSmall } = await import('../venue/operation/small-young-space.ts');
  keepYoungSpaceSmall();
  try {
    return await startVenue({ ...where, appFolder: APP_FOLDER, clock: Date.now, random, logger });
  } catch (cause) {
    if (cause instanceof StoreError && cause.code === 'DATA_FOLDER_IN_USE') {
      const message = `Another venue runs on ${where.dataDir}. Stop it first, or name another folder with --data.`;
      throw new CliError('NOT_A_VENUE_FOLDER', message, { cause });
    }
    if (cause instanceof StoreError && cause.code === 'NEWER_SCHEMA') {
      const message = `${where.dataDir} was written by a newer version. Run that version, or restore a backup.`;
      throw new CliError('NOT_A_VENUE_FOLDER', message, { cause });
    }
    if (cause instanceof StoreError) {
      const message = `${where.dataDir} cannot be used as a data folder: ${cause.message}.`;
      throw new CliError('NOT_A_VENUE_FOLDER', message, { cause });
    }
    throw listenError(cause, where) ?? cause;
  }
}

function listenError(cause: unknown, { host, port, dataDir }: Where): CliError | undefined {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new CliError('PORT_TAKEN', `Port ${port} is taken. Name another one with --port, or stop what uses it.`, {
      cause,
    });
  }
  if (code === 'EACCES' && syscall === 'listen') {
    return new CliError('PORT_TAKEN', `You may not listen on port ${port}. Name one above 1023 with --port.`, {
      cause,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CliError('PORT_TAKEN', `This machine has no address ${host}. Try --host 0.0.0.0.`, { cause });
  }
  return typeof code === 'string' && syscall !== undefined ? fileError(dataDir, cause) : undefined;
}

export function portOf(text: string | undefined, unless: number, command: string): number {
  const port = text === undefined ? unless : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text !== '') return port;
  throw new CliError('USAGE', `--port ${text} is no port: a number from 0 to 65535. Try: pourparler help ${command}`);
}
