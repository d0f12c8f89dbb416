import { COMMUNIQUE_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { sayError, sayVerified } from '../../verify/say.ts';
import { type Verified, verifyCommunique } from '../../verify/verify-communique.ts';
import { VerifyError } from '../../verify/verify-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readKeyFile, readNamedFile } from '../files.ts';
import { openLog } from '../log-source.ts';

export const verify = defineCommand(
  {
    name: 'verify',
    summary: 'check a communiqué, and say what it proves',
    about: [
      'Checks a communiqué file as an outsider: that a quorum of the parties of this very process agreed to publish ' +
        'this very text, that it is in the public log of this venue, and that what it opens had been sealed there before.',
      'Take both keys from where the venue and the parties publish them, never from whoever sent you the file.',
    ],
    arguments: [{ name: 'COMMUNIQUE.json', help: 'the file, as it was downloaded' }],
    options: {
      'venue-key': { type: 'string', value: 'FILE', help: "the venue's verifier key, one line" },
      'process-key': { type: 'string', value: 'FILE', help: 'the process key, one line' },
      log: { type: 'string', value: 'URL|DIR', help: 'compare with the public log as it is now' },
      json: { type: 'boolean', help: 'print the result as JSON' },
    },
    examples: ['pourparler verify communique.json --venue-key venue.vkey --process-key process.vkey'],
  },
  async ({ positionals: [file = ''], options }, terminal) => {
    const communique = await readNamedFile(file, COMMUNIQUE_BYTES_MAX);
    const venueKey = await readKeyFile('--venue-key', options['venue-key']);
    const processKey = await readKeyFile('--process-key', options['process-key']);
    const log = options.log === undefined ? undefined : await openLog(options.log);
    try {
      const verified = await verifyCommunique({ file: communique, venueKey, processKey, log });
      const { proven, notProven } = sayVerified(verified);
      if (options.json)
        terminal.out(`${JSON.stringify({ ok: true, proven, notProven, ...summary(verified) }, null, 2)}\n`);
      else terminal.out(`${proven}\n${notProven}\n`);
      return EXIT.fine;
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error;
      const { code } = error;
      if (options.json) terminal.out(`${JSON.stringify({ ok: false, code, message: sayError(code) }, null, 2)}\n`);
      else terminal.out(`Not proven. ${sayError(code)} [${code}]\n`);
      return EXIT.failed;
    }
  },
);

function summary({ processName, kind, texts, consents, claims, log }: Verified) {
  return {
    process: processName,
    kind,
    texts,
    consents: {
      given: consents.given,
      needed: consents.needed,
      parties: consents.parties,
      names: consents.names ?? null,
    },
    claims: claims.map(({ label, shown, logIndex, signedBy }) => ({
      label,
      shown,
      logIndex,
      signed: signedBy !== undefined,
    })),
    log: { origin: log.origin, size: log.size, index: log.releaseIndex, sizeNow: log.sizeNow ?? null },
  };
}
