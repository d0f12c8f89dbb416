import { StoreError } from '../../venue/store/store-error.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { fileError } from '../files.ts';
import { DEFAULT_DATA } from './serve.ts';

export const backup = defineCommand(
  {
    name: 'backup',
    summary: 'copy all of a venue into one file, while it runs',
    about: [
      'Writes everything that a venue is, as of one moment, into one new file. The venue may be running. Nothing that ' +
        'was said can be read from the file without the keys that only participants have; but whoever has it can sign ' +
        "for the venue's public log: keep it as you keep the data folder.",
    ],
    arguments: [{ name: 'FILE', help: 'the file to write; it must not exist yet' }],
    options: { data: { type: 'string', value: 'DIR', help: `the venue's data folder (${DEFAULT_DATA})` } },
    examples: ['pourparler backup /backups/venue-monday'],
  },
  async ({ positionals: [file = ''], options }, terminal) => {
    const dataDir = options.data ?? DEFAULT_DATA;
    const { backUp } = await import('../../venue/operation/backup.ts');
    await backUp(dataDir, file).catch((cause: unknown) => explain(cause, dataDir, file));
    terminal.err(`Everything in ${dataDir} is in ${file}.\n`);
    return EXIT.fine;
  },
);

function explain(cause: unknown, dataDir: string, file: string): never {
  if (!(cause instanceof StoreError)) throw fileError(file, cause);
  if (cause.code === 'NOT_A_BACKUP') {
    throw new CliError('NOT_A_VENUE_FOLDER', `${dataDir} holds no venue. Name its data folder with --data.`, { cause });
  }
  if (cause.code === 'WOULD_OVERWRITE') {
    throw new CliError('FILE_EXISTS', `${file} exists already. Name a new file; backups are not overwritten.`, {
      cause,
    });
  }
  throw new CliError('FILE_UNREADABLE', `${file} could not be written: ${cause.message}.`, { cause });
}
