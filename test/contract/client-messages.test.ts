import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { pourparler } from '../../src/cli/pourparler.ts';
import { ClientError } from '../../src/client/client-error.ts';
import { CLIENT_SENTENCES, REFUSAL_SENTENCES, sentenceOf } from '../../src/client/messages.ts';
import { capturedTerminal } from '../support/captured-terminal.ts';

/** The codes of a file's unions, as they are written there. */
async function codesIn(path: string): Promise<readonly string[]> {
  const source = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  return [...source.matchAll(/^ {2}\| '([A-Z_]+)'/gmu)].map(([, code]) => code as string);
}

describe.each([
  ['src/client/client-error.ts', CLIENT_SENTENCES],
  ['src/protocol/wire/refusals.ts', REFUSAL_SENTENCES],
])('the sentences for %s', (path, sentences: Readonly<Record<string, string>>) => {
  test('are one for every code, and for no other', async () => {
    const codes = await codesIn(path);
    expect(codes.length).toBeGreaterThan(15);
    expect(Object.keys(sentences).toSorted()).toEqual(codes.toSorted());
  });

  test('are one whole sentence each, in a person’s words, and no two are alike', () => {
    for (const [code, sentence] of Object.entries(sentences)) {
      expect(sentence, code).toMatch(/^[A-Z][^.!?]*\.$/u);
      expect(sentence, code).not.toMatch(/[A-Z]{2}|_|\b(?:epoch|cursor|frame|token|id)\b/u);
    }
    expect(new Set(Object.values(sentences)).size).toBe(Object.keys(sentences).length);
  });
});

test('a refusal is told by the venue’s reason, and one that is not known in general', () => {
  const refused = (code: string) => new ClientError('VENUE_REFUSED', 'refused', { detail: { code } });
  expect(sentenceOf(refused('DISK_FULL'))).toBe(REFUSAL_SENTENCES.DISK_FULL);
  for (const unknown of ['SOMETHING_NEW', 'toString']) {
    expect(sentenceOf(refused(unknown))).toBe(CLIENT_SENTENCES.VENUE_REFUSED);
  }
  const notAllowed = new ClientError('POST_REFUSED', 'not allowed', { detail: { code: 'DISK_FULL' } });
  expect(sentenceOf(notAllowed)).toBe(CLIENT_SENTENCES.POST_REFUSED);
});

test('the command line says the sentence, and its code', async () => {
  const failing = (error: Error): Command => ({
    ...{ name: 'fail', summary: '', about: [], arguments: [], options: {}, examples: [] },
    run: () => Promise.reject(error),
  });
  const say = async (error: Error) => {
    const { terminal, text } = capturedTerminal();
    const code = await pourparler([failing(error)], ['fail'], terminal);
    return { code, text: text('err') };
  };
  const refused = new ClientError('VENUE_REFUSED', 'no', { detail: { code: 'DISK_FULL' } });
  expect(await say(refused)).toEqual({ code: EXIT.failed, text: `${REFUSAL_SENTENCES.DISK_FULL} [DISK_FULL]\n` });
  const lost = new ClientError('VENUE_UNREACHABLE', 'gone');
  const text = `${CLIENT_SENTENCES.VENUE_UNREACHABLE} [VENUE_UNREACHABLE]\n`;
  expect(await say(lost)).toEqual({ code: EXIT.unreachable, text });
});
