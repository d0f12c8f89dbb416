import { COMMANDS } from './commands/all.ts';
import { pourparler } from './pourparler.ts';
import { processTerminal } from './terminal.ts';

// Loaded by bin/pourparler. The exit code is set, not forced, so that what was printed gets out.
process.exitCode = await pourparler(COMMANDS, process.argv.slice(2), processTerminal());
