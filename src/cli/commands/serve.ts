import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { StoreError } from '../../venue/store/store-error.ts';
import type { startVenue, Venue } from '../../venue/venue.ts';
import { APP_FOLDER } from '../app-folder.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { fileError } from '../files.ts';
import type { Terminal } from '../terminal.ts';

export const DEFAULT_DATA = 'venue-data';
const DEFAULT_PORT = 7667;
const DEFAULT_HOST = '127.0.0.1';

export const serve = defineCommand(
  {
    name: 'serve',
    summary: 'run a venue',
    about: [
      'Runs a whole venue: one data folder, one port, nothing else to install. Its first start prints one link that ' +
        'makes its holder a convener; the venue keeps no copy of it. Ctrl-C ends it in order.',
      'Browsers grant cryptography only to https and to localhost. For other machines give it a certificate ' +
        '(--tls-cert, --tls-key), or put it behind a proxy that has one and say which address people use (--origin).',
    ],
    arguments: [],
    options: {
      data: { type: 'string', value: 'DIR', help: `the data folder (${DEFAULT_DATA})` },
      port: { type: 'string', value: 'N', help: `the port to listen on, 0 for any free one (${DEFAULT_PORT})` },
      host: { type: 'string', value: 'H', help: `the address to listen on, 0.0.0.0 for all (${DEFAULT_HOST})` },
      origin: { type: 'string', value: 'URL', help: 'what people type to come here, if a proxy stands in front' },
      'tls-cert': { type: 'string', value: 'FILE', help: 'certificate, with its chain, in PEM' },
      'tls-key': { type: 'string', value: 'FILE', help: 'its key, in PEM' },
      'open-metrics': { type: 'boolean', help: 'let other machines read /metrics' },
      json: { type: 'boolean', help: 'print where it listens as one line of JSON' },
    },
    examples: [
      'pourparler serve',
      'pourparler serve --host 0.0.0.0 --port 443 --tls-cert talks.pem --tls-key talks.key',
      'pourparler serve --origin https://talks.example',
    ],
  },
  async ({ options }, terminal) => {
    const origin = options.origin === undefined ? undefined : originOf(options.origin);
    const host = options.host ?? DEFAULT_HOST;
    const port = portOf(options.port);
    const tls = await tlsOf(options['tls-cert'], options['tls-key']);
    const dataDir = options.data ?? DEFAULT_DATA;
    const openMetrics = options['open-metrics'];
    const venue = await start({ dataDir, host, port, origin, tls, openMetrics });
    announce(venue, dataDir, options.json, terminal);
    await untilInterrupted(terminal);
    await venue.close();
    return EXIT.fine;
  },
);

type Where = Pick<Parameters<typeof startVenue>[0], 'dataDir' | 'host' | 'port' | 'origin' | 'tls' | 'openMetrics'>;

async function start(where: Where): Promise<Venue> {
  // A person at the terminal is told what matters in sentences; a log collector gets it all as lines of JSON.
  const logger = pino({ base: null, level: process.stderr.isTTY ? 'warn' : 'info' }, pino.destination(2));
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  // Loaded only here: the other commands should start at once.
  const { startVenue } = await import('../../venue/venue.ts');
  const { keepYoungSpaceSmall } = await import('../../venue/operation/small-young-space.ts');
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

function announce(venue: Venue, dataDir: string, json: boolean, terminal: Terminal): void {
  const { url, convenerLink, verifierKey } = venue;
  if (json) {
    terminal.out(`${JSON.stringify({ url, convenerLink: convenerLink ?? null, verifierKey })}\n`);
    return;
  }
  terminal.out(`The venue is open at ${url}\n`);
  if (convenerLink !== undefined) {
    terminal.out(
      `\nWhoever holds this link is a convener here. Keep it safe: it is shown once, and kept nowhere.\n\n  ${convenerLink}\n\n`,
    );
  }
  terminal.err(`Data: ${dataDir}. Ctrl-C ends it.\n`);
  if (!isSecure(url)) {
    terminal.err(
      `Browsers grant no cryptography to ${url}: people who open it will see a page that says so. ` +
        'Give it a certificate with --tls-cert and --tls-key, or a proxy with one and --origin.\n',
    );
  }
}

function isSecure(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain =
    url !== undefined && /^https?:$/u.test(url.protocol) && url.pathname === '/' && url.search + url.hash === '';
  if (!plain) throw new CliError('USAGE', `--origin ${text} is no address such as https://talks.example.`);
  return url.origin;
}

function portOf(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text !== '') return port;
  throw new CliError('USAGE', `--port ${text} is no port: a number from 0 to 65535. Try: pourparler help serve`);
}

async function tlsOf(
  cert: string | undefined,
  key: string | undefined,
): Promise<{ cert: string; key: string } | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new CliError('USAGE', 'A certificate and its key belong together: give both --tls-cert and --tls-key.');
  }
  const read = (file: string) =>
    readFile(file, 'utf8').catch((error: unknown) => {
      throw fileError(file, error);
    });
  return { cert: await read(cert), key: await read(key) };
}

function untilInterrupted({ interrupted }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
}
