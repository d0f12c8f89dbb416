import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBase64Url } from '../../base/text-encodings.ts';
import type { Chair } from '../../protocol/wire/example-bodies.ts';
import type { PlayExample } from '../../venue/example/play-example.ts';
import type { Venue } from '../../venue/venue.ts';
import { APP_FOLDER } from '../app-folder.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { DEFAULT_HOST, openVenue, portOf } from '../open-venue.ts';
import { type Terminal, untilInterrupted } from '../terminal.ts';

export const demo = defineCommand(
  {
    name: 'demo',
    summary: 'run a venue that holds an invented process, to look around in',
    about: [
      'Starts a venue, plays an invented year of talks at it, and prints a link for each of the people in it. Whoever ' +
        'opens one sits down in that chair, and sees of the year what that person sees; who reads two of them knows ' +
        'what this program is for. Ctrl-C ends it.',
      'Nothing at such a venue is confidential: everybody who can open its start page can be any of its people. ' +
        'Without --data the venue is gone when it ends. With it, `pourparler serve --data DIR` opens it again.',
    ],
    arguments: [],
    options: {
      data: { type: 'string', value: 'DIR', help: 'a data folder to keep; it must hold no venue with rooms in it' },
      port: { type: 'string', value: 'N', help: 'the port to listen on (any free one)' },
      host: { type: 'string', value: 'H', help: `the address to listen on, 0.0.0.0 for all (${DEFAULT_HOST})` },
      json: { type: 'boolean', help: 'print address and chairs as one line of JSON' },
    },
    examples: ['pourparler demo', 'pourparler demo --data lake --port 7667'],
  },
  async ({ options }, terminal) => {
    const where = { host: options.host ?? DEFAULT_HOST, port: portOf(options.port, 0, 'demo') };
    const temporary = options.data === undefined ? await mkdtemp(join(tmpdir(), 'pourparler-demo-')) : undefined;
    try {
      return await show({ ...where, dataDir: options.data ?? temporary ?? '' }, options.json, terminal);
    } finally {
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    }
  },
);

async function show(
  where: { readonly dataDir: string; readonly host: string; readonly port: number },
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { playInThread } = await import('../example/play-in-thread.ts');
  const venue = await openVenue({ ...where, example: json ? playInThread : told(playInThread, terminal) });
  try {
    const chairs = await playedAt(venue, where.dataDir, terminal);
    if (chairs === 'interrupted') return EXIT.fine;
    if (chairs === undefined) {
      terminal.err('The example broke off; what went wrong is above.\n');
      return EXIT.internal;
    }
    announce(venue, chairs, json, terminal);
    await untilInterrupted(terminal);
    return EXIT.fine;
  } finally {
    await venue.close();
  }
}

/** Its chairs, once it is there; `undefined` where it broke off. One that a folder holds already is shown again. */
async function playedAt(
  venue: Venue,
  dataDir: string,
  { interrupted }: Terminal,
): Promise<readonly Chair[] | 'interrupted' | undefined> {
  const before = await venue.example.state();
  if (before.kind === 'possible') {
    const link = venue.convenerLink;
    const token = link === undefined ? undefined : fromBase64Url(link.split('#convener=')[1] ?? '');
    // A folder whose convener's link was shown before is its convener's to fill.
    if (token === undefined) throw inUse(dataDir);
    await venue.example.start(token);
    const stop = () => void venue.example.close();
    interrupted.addEventListener('abort', stop, { once: true });
    if (interrupted.aborted) stop();
    await venue.example.played();
    interrupted.removeEventListener('abort', stop);
    if (interrupted.aborted) return 'interrupted';
  } else if (before.kind === 'none') throw inUse(dataDir);
  else if (before.kind === 'failed') {
    const message = `The example in ${dataDir} was stopped before its end, and cannot go on. Name a new folder.`;
    throw new CliError('NOT_A_VENUE_FOLDER', message);
  }
  const after = await venue.example.state();
  return after.kind === 'ready' ? after.chairs : undefined;
}

function inUse(dataDir: string): CliError {
  const message = `${dataDir} holds a venue of its own already. Name a new folder, or none.`;
  return new CliError('NOT_A_VENUE_FOLDER', message);
}

/** The acts as they pass, so that a person sees the year go by. */
function told(play: PlayExample, terminal: Terminal): PlayExample {
  return (stage) => {
    let line = '';
    return play({
      ...stage,
      tell(progress) {
        if (progress.line !== line) terminal.err(`${progress.line} …\n`);
        line = progress.line;
        stage.tell(progress);
      },
    });
  };
}

function announce({ url, convenerLink }: Venue, chairs: readonly Chair[], json: boolean, terminal: Terminal): void {
  const linked = chairs.map((chair) => ({ ...chair, link: chairLink(url, chair.name) }));
  if (json) {
    terminal.out(
      `${JSON.stringify({ url, convenerLink: convenerLink ?? null, example: exampleLink(url), chairs: linked })}\n`,
    );
    return;
  }
  terminal.out(`\nA year of talks is at\n\n  ${exampleLink(url)}\n\nor sit down at once in the chair of\n\n`);
  for (const { role, party, channels, link } of linked) {
    terminal.out(`  ${role} (${party}), who knows of ${counted(channels.length)}\n    ${link}\n`);
  }
  if (convenerLink !== undefined) {
    terminal.out(`\nTo try opening rooms beside it, as a convener:\n\n  ${convenerLink}\n`);
  }
  if (!existsSync(join(APP_FOLDER, 'manifest.json'))) {
    terminal.err('\nThese links want the app, which this copy has not built: end this, and run `npm run demo`.\n');
  }
  terminal.err('\nEverything in it is invented, and open to everybody who can reach this address. Ctrl-C ends it.\n');
}

function counted(rooms: number): string {
  return rooms === 1 ? 'one room' : `${rooms} rooms`;
}

function exampleLink(url: string): string {
  return `${url}/app#/example`;
}

function chairLink(url: string, name: string): string {
  return `${exampleLink(url)}/${encodeURIComponent(name)}`;
}
