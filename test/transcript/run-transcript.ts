import { COMMANDS } from '../../src/cli/commands/all.ts';
import { pourparler } from '../../src/cli/pourparler.ts';

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
  let printed = '';
  const words = command.split(/\s+/u).slice(1);
  const code = await pourparler(
    COMMANDS,
    words.map((word) => word.replace(/^DIR\b/u, folder)),
    {
      out: (text) => (printed += text),
      err: (text) => (printed += text.replaceAll(/^(?=.)/gmu, '! ')),
      env: {},
      interrupted: new AbortController().signal,
    },
  );
  if (code !== 0) printed += `[${code}]\n`;
  return `${printed.replaceAll(folder, 'DIR').trimEnd()}\n`;
}
