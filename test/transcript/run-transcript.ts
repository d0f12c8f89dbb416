import { COMMANDS } from '../../src/cli/commands/all.ts';
import { pourparler } from '../../src/cli/pourparler.ts';
import { capturedTerminal } from '../support/captured-terminal.ts';

/** `$ pourparler …`, then what it prints: results as they are, messages behind `! `, and `[code]` unless it is 0. */
export type Exchange = { readonly command: string; readonly printed: string };

export function readTranscript(text: string): Exchange[] {
  const exchanges = text.split(/^\$ /mu).slice(1);
  return exchanges.map((exchange) => {
    const end = exchange.indexOf('\n');
    return { command: exchange.slice(0, end), printed: `${exchange.slice(end + 1).trimEnd()}\n` };
  });
}

/** Runs a command line of a transcript in this process. `DIR` in it stands for `folder`, and the other way round. */
export async function runExchange(command: string, folder: string): Promise<string> {
  const { terminal, printed } = capturedTerminal();
  const words = command.split(/\s+/u).slice(1);
  const code = await pourparler(
    COMMANDS,
    words.map((word) => word.replace(/^DIR\b/u, folder)),
    terminal,
  );
  const all = printed.map(({ to, text }) => (to === 'out' ? text : text.replaceAll(/^(?=.)/gmu, '! '))).join('');
  return `${`${all}${code === 0 ? '' : `[${code}]\n`}`.replaceAll(folder, 'DIR').trimEnd()}\n`;
}
