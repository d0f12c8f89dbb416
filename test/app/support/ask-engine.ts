import type { Page } from 'playwright';
import type { CommandArgs, CommandName, CommandValue } from '../../../src/web/engine/commands.ts';
import type { FromEngine, FromTab } from '../../../src/web/engine/engine-wire.ts';
import type { LiveArgs, LiveName, LiveValue } from '../../../src/web/engine/live-values.ts';

type Unsent<Message> = Message extends FromTab ? Omit<Message, 'to' | 'tab'> : never;

/**
 * Asks a page's engine as the page itself would: for what has to be there before a story begins, and is told of
 * elsewhere. Rejects with the failure's code, or when nobody answers.
 */
export async function askEngine<Name extends CommandName>(
  page: Page,
  command: Name,
  args: CommandArgs<Name>,
): Promise<CommandValue<Name>> {
  return (await answerTo(page, { kind: 'call', id: 1, command, args })) as CommandValue<Name>;
}

/** A live value as it stands now. */
export async function lookAtEngine<Name extends LiveName>(
  page: Page,
  name: Name,
  args: LiveArgs<Name>,
): Promise<LiveValue<Name>> {
  return (await answerTo(page, { kind: 'watch', id: 1, name, args })) as LiveValue<Name>;
}

/** Waits until the device stands so. */
export async function untilGate(page: Page, kind: LiveValue<'gate'>['kind']): Promise<void> {
  while ((await lookAtEngine(page, 'gate', {})).kind !== kind) await new Promise((resolve) => setTimeout(resolve, 50));
}

function answerTo(page: Page, message: Unsent<FromTab>): Promise<unknown> {
  return page.evaluate(
    (message) =>
      new Promise<unknown>((resolve, reject) => {
        const channel = new BroadcastChannel('pourparler/own/engine');
        const tab = crypto.randomUUID();
        const send = (one: object) => channel.postMessage({ to: 'engine', tab, ...one });
        // After a load there is no engine yet, and nobody keeps what was said to nobody.
        const hello = setInterval(() => send({ kind: 'hello' }), 50);
        const timer = setTimeout(
          () => reject(new Error(`the engine does not answer ${JSON.stringify(message)}`)),
          20_000,
        );
        let isAsked = false;
        channel.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => {
          if (data.to === 'tabs') {
            if (isAsked) return;
            isAsked = true;
            clearInterval(hello);
            send(message);
          }
          if (data.to !== tab) return;
          clearTimeout(timer);
          send({ kind: 'bye' });
          if (data.kind === 'failed') reject(new Error(`${data.failure.code}: ${data.failure.message}`));
          else resolve(data.value);
        });
      }),
    message,
  );
}
