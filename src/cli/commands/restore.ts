import { existsSync } from 'node:fs';
import { StoreError } from '../../venue/store/store-error.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { fileError } from '../files.ts';
import { DEFAULT_DATA } from './serve.ts';

export const restore = defineCommand(
  {
    name: 'restore',
    summary: 'make a data folder of a backup',
    about: [
      'Makes a venue’s data folder of a file that backup wrote, in a folder that holds no venue yet. Do not run two ' +
        'venues from one backup: they would sign two different logs with one key.',
    ],
    arguments: [{ name: 'FILE', help: 'the file that backup wrote' }],
    options: { data: { type: 'string', value: 'DIR', help: `the data folder to make (${DEFAULT_DATA})` } },
    examples: ['pourparler restore /backups/venue-monday --data venue-data'],
  },
  async ({ positionals: [file = ''], options }, terminal) => {
    const dataDir = options.data ?? DEFAULT_DATA;
    if (!existsSync(file)) throw new CliError('FILE_NOT_FOUND', `There is no file ${file}.`);
    const { restore: restoreInto } = await import('../../venue/operation/backup.ts');
    await restoreInto(file, dataDir).catch((cause: unknown) => explain(cause, dataDir, file));
    terminal.err(`${dataDir} is a venue again. Start it with: pourparler serve --data ${dataDir}\n`);
    return EXIT.fine;
  },
);

function explain(cause: unknown, dataDir: string, file: string): never {
  if (!(cause instanceof StoreError)) throw fileError(dataDir, cause);
  if (cause.code === 'NOT_A_BACKUP') {
    throw new CliError('FILE_UNREADABLE', `${file} is not a file that backup wrote.`, { cause });
  }
  if (cause.code === 'WOULD_OVERWRITE') {
    const message = `${dataDir} holds a venue already. Move it away first, or name another folder with --data.`;
    throw new CliError('FILE_EXISTS', message, { cause });
  }
  throw new CliError('FILE_UNREADABLE', `${dataDir} could not be written: ${cause.message}.`, { cause });
}
