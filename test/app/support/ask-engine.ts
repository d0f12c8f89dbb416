import type { Page } from 'playwright';
import type { CommandArgs, CommandName, CommandValue } from '../../../src/web/engine/commands.ts';
import type { FromEngine } from '../../../src/web/engine/engine-wire.ts';

/**
 * Asks a page's engine as the page itself would: for what has to be there before a story begins, and is told of
 * elsewhere. Rejects with the failure's code.
 */
export async function askEngine<Name extends CommandName>(
  page: Page,
  command: Name,
  args: CommandArgs<Name>,
): Promise<CommandValue<Name>> {
  const answer = await page.evaluate(
    ({ command, args }) =>
      new Promise<unknown>((resolve, reject) => {
        const channel = new BroadcastChannel('pourparler/own/engine');
        const tab = crypto.randomUUID();
        channel.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => {
          if (data.to !== tab) return;
          if (data.kind === 'done') resolve(data.value);
          if (data.kind === 'failed') reject(new Error(`${data.failure.code}: ${data.failure.message}`));
        });
        channel.postMessage({ to: 'engine', tab, kind: 'call', id: 1, command, args });
      }),
    { command, args },
  );
  return answer as CommandValue<Name>;
}
