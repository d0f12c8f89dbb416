import { toHex } from '../../base/text-encodings.ts';
import { CHECKPOINT_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { type Checkpoint, checkCheckpoint } from '../../protocol/log/checkpoint.ts';
import { LogError } from '../../protocol/log/log-error.ts';
import { parseVerifierKey, type VerifierKey } from '../../protocol/log/verifier-key.ts';
import { AuditError, type AuditErrorCode, auditLog } from '../../verify/audit-log.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readKeyFile, readNamedText } from '../files.ts';
import { openLog } from '../log-source.ts';
import { progressOf } from '../progress.ts';

export const verifyLog = defineCommand(
  {
    name: 'verify log',
    summary: "audit the whole of a venue's public log",
    about: [
      'Reads every entry of the log and computes it anew: every tile, the root that the venue signed, and, with --since, ' +
        'that nothing of an earlier state was changed or lost. Keep the checkpoint to compare with next time.',
      'It cannot tell whether the venue shows everyone the same log: compare checkpoints with others for that.',
    ],
    arguments: [{ name: 'URL|DIR', help: 'where the log is: what holds “checkpoint” and “tile/”' }],
    options: {
      'venue-key': { type: 'string', value: 'FILE', help: "the venue's verifier key, one line" },
      since: { type: 'string', value: 'FILE', help: 'a checkpoint of this log that you kept from before' },
      json: { type: 'boolean', help: 'print the result as JSON' },
    },
    examples: ['pourparler verify log https://venue.example/log --venue-key venue.vkey --since checkpoint-of-may'],
  },
  async ({ positionals: [place = ''], options }, terminal) => {
    const key = await venueKeyOf(options['venue-key']);
    const from = options.since === undefined ? undefined : await keptCheckpoint(options.since, key);
    const source = await openLog(place);
    const progress = progressOf(terminal, 'Entries read');
    try {
      const { checkpoint, bundles, tiles } = await auditLog(source, key, { progress, ...(from && { from }) });
      const { origin, size, root } = checkpoint;
      const since = from === undefined ? '' : ` All of the ${from.size} entries of before are still there, unchanged.`;
      if (options.json)
        terminal.out(`${JSON.stringify({ ok: true, origin, size, root: toHex(root), bundles, tiles }, null, 2)}\n`);
      else terminal.out(`The log ${origin} is whole: ${size} entries give the root that the venue signed.${since}\n`);
      return EXIT.fine;
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
      const { code, detail } = error;
      const message = SENTENCES[code];
      if (options.json) terminal.out(`${JSON.stringify({ ok: false, code, message, detail }, null, 2)}\n`);
      else
        terminal.out(
          `The log does not hold. ${message}${detail['path'] === undefined ? '' : ` (${detail['path']})`} [${code}]\n`,
        );
      return EXIT.failed;
    }
  },
);

const SENTENCES: Readonly<Record<AuditErrorCode, string>> = {
  BAD_CHECKPOINT: 'It has no checkpoint that can be read; check the address.',
  WRONG_KEY: 'Its checkpoint is not signed by the key that you gave; check that the key is this venue’s.',
  MISSING_TILE: 'A file that the checkpoint calls for is not served; try again later, or from another copy.',
  BAD_BUNDLE: 'A bundle of entries cannot be read; keep a copy and tell others.',
  ENTRY_SIZE: 'An entry has another size than every entry of such a log; keep a copy and tell others.',
  TILE_MISMATCH: 'A tile is not what its entries hash to; keep a copy and tell others.',
  ROOT_MISMATCH: 'Its entries do not give the root that the venue signed; keep a copy and tell others.',
  NOT_AN_EXTENSION: 'It has changed or lost what an earlier checkpoint held; keep both checkpoints and tell others.',
};

async function venueKeyOf(file: string | undefined): Promise<VerifierKey> {
  const text = await readKeyFile('--venue-key', file);
  try {
    return parseVerifierKey(text);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new CliError(
      'FILE_UNREADABLE',
      `${file} holds no verifier key; copy the whole line that the venue publishes.`,
      { cause },
    );
  }
}

async function keptCheckpoint(file: string, key: VerifierKey): Promise<Checkpoint> {
  const note = await readNamedText(file, CHECKPOINT_BYTES_MAX);
  try {
    return (await checkCheckpoint(note, key)).checkpoint;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new CliError('FILE_UNREADABLE', `${file} is no checkpoint of this venue's log.`, { cause });
  }
}
