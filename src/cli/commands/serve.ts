import { readFile } from 'node:fs/promises';
import type { Venue } from '../../venue/venue.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { fileError } from '../files.ts';
import { DEFAULT_HOST, openVenue, portOf } from '../open-venue.ts';
import { type Terminal, untilInterrupted } from '../terminal.ts';

export const DEFAULT_DATA = 'venue-data';
const DEFAULT_PORT = 7667;

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
    const port = portOf(options.port, DEFAULT_PORT, 'serve');
    const tls = await tlsOf(options['tls-cert'], options['tls-key']);
    const dataDir = options.data ?? DEFAULT_DATA;
    const openMetrics = options['open-metrics'];
    const { playInThread } = await import('../example/play-in-thread.ts');
    const venue = await openVenue({ dataDir, host, port, origin, tls, openMetrics, example: playInThread });
    announce(venue, dataDir, options.json, terminal);
    await untilInterrupted(terminal);
    await venue.close();
    return EXIT.fine;
  },
);

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
