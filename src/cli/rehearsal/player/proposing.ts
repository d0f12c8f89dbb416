import { STEP_KINDS } from '../../../protocol/private-and/step.ts';
import type { ActionBy } from '../language/actions.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { entryOf, languageOf } from './speaking.ts';

export async function proposeMediated(of: ActionBy<'propose-mediated'>, stage: Performance): Promise<Done> {
  const { by, in: channel, title = '', text } = of;
  const texts = [{ language: languageOf(of, stage), title, text }];
  const entry = await stage.seat(by, channel).proposals.propose(texts);
  await untilDevicesRest(channel, stage);
  return {
    played: { verb: 'propose-mediated', channel, by, entry, text },
    line: `${by} puts a text to all parties${title === '' ? '' : `: ${title}`}`,
    quote: text,
  };
}

/** What was answered is for nobody to read: neither in what is printed. */
export async function answer(of: ActionBy<'answer'>, stage: Performance): Promise<Done> {
  const { by, to, says } = of;
  const { channel, entry: proposal } = stage.played(to);
  await stage.seat(by, channel).proposals.answer(entryOf(proposal), says === 'yes');
  await untilDevicesRest(channel, stage);
  return { played: { verb: 'answer', channel, by }, line: `${by} answers, and nobody sees what` };
}

export async function endMediated(of: ActionBy<'end-mediated'>, stage: Performance): Promise<Done> {
  const { by, of: put } = of;
  const { channel, entry: proposal } = stage.played(put);
  await stage.seat(by, channel).proposals.end(entryOf(proposal));
  return { played: { verb: 'end-mediated', channel, by }, line: `${by} ends it as not completed` };
}

/** Devices give what follows by themselves, each after it has read what the others gave. */
export async function untilDevicesRest(channel: string, stage: Performance): Promise<void> {
  for (const _ of STEP_KINDS) await stage.settle(channel);
}
