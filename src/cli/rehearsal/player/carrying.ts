import { idText } from '../../../base/ids.ts';
import { carry } from '../../../client/transfer/carry.ts';
import type { ActionBy } from '../language/actions.ts';
import type { Done } from './done.ts';
import type { Performance } from './performance.ts';
import { attribution, entryOf, languageOf } from './speaking.ts';

export async function mark(of: ActionBy<'mark'>, stage: Performance): Promise<Done> {
  const { by, on, convey } = of;
  const { channel, entry: about, text = '' } = stage.played(on);
  const seat = stage.seat(by, channel);
  const key = entryOf(about);
  const { attribution: as } = seat.projection.entries[idText(key)] ?? {};
  const content = { statement: key, text, language: languageOf({ by }, stage), conveyance: convey };
  const entry = await seat.post('amendment', content, attribution(as));
  return { played: { verb: 'mark', channel, by, entry }, line: `${by} frees it: ${convey}` };
}

export async function transfer(of: ActionBy<'transfer'>, stage: Performance): Promise<Done> {
  const { by, to } = of;
  const carried = stage.played(of.of);
  const text = of.text ?? carried.text ?? '';
  const entry = await carry(
    { source: stage.seat(by, carried.channel), target: stage.seat(by, to) },
    {
      entry: entryOf(carried.entry),
      as: { kind: 'put forward', title: of.title ?? '' },
      text,
      language: languageOf(of, stage),
      authorsMin: of['authors-min'],
    },
  );
  const author = carried.author ?? carried.by;
  return {
    played: { verb: 'transfer', channel: to, by, entry, text, author },
    line: `${by} carries a text from ${carried.channel} to ${to}, and puts it forward without its author`,
    quote: text,
  };
}

export async function bring(of: ActionBy<'bring'>, stage: Performance): Promise<Done> {
  const { by } = of;
  const [answer, about] = [stage.played(of.of), stage.played(of.answers)];
  const text = of.text ?? answer.text ?? '';
  const entry = await carry(
    { source: stage.seat(by, answer.channel), target: stage.seat(by, about.channel) },
    {
      entry: entryOf(answer.entry),
      as: { kind: 'answer', about: entryOf(about.entry) },
      text,
      language: languageOf(of, stage),
      authorsMin: of['authors-min'],
    },
  );
  const author = answer.author ?? answer.by;
  return {
    played: { verb: 'bring', channel: about.channel, by, entry, text, author },
    line: `${by} brings an answer from ${answer.channel} to ${about.channel}, without its author`,
    quote: text,
  };
}
