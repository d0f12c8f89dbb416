import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseCheckpoint } from '../../protocol/log/checkpoint.ts';
import { parseNote } from '../../protocol/log/note.ts';
import { bundlePath, tilePath } from '../../protocol/log/tile-path.ts';
import { bundlesOf, tilesOf } from '../../protocol/log/tiles.ts';
import type { TileSource } from '../../verify/tile-source.ts';
import { fileError } from '../files.ts';
import type { Performance } from './player/performance.ts';
import { processKeyOfSpace } from './process-key-of-space.ts';
import { publishedCommuniques } from './published.ts';
import { transcriptOf } from './transcript.ts';

const TRANSCRIPT = 'transcript.json';

/**
 * Makes the folder before anything is played, so that a wrong one is told at once. What an earlier rehearsal left
 * there is removed, and nothing else: a communiqué of then beside those of now would mislead.
 */
export async function prepareResults(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if (!existsSync(join(folder, TRANSCRIPT))) return;
    const old = ['communiques', 'log', 'process.vkey', 'venue.vkey', TRANSCRIPT];
    for (const name of old) await rm(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    throw fileError(folder, error);
  }
}

/** Writes what a rehearsal leaves behind: see docs/rehearsal.md. */
export async function writeResults(folder: string, stage: Performance): Promise<void> {
  const write = async (path: string, content: string | Uint8Array) => {
    const file = join(folder, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    } catch (error) {
      throw fileError(file, error);
    }
  };
  await write(TRANSCRIPT, `${JSON.stringify(transcriptOf(stage), null, 2)}\n`);
  await write('venue.vkey', `${stage.venue.verifierKey}\n`);
  const processKey = processKeyOfSpace(stage);
  if (processKey !== undefined) await write('process.vkey', `${processKey}\n`);
  for (const { file, bytes } of await publishedCommuniques(stage)) await write(`communiques/${file}`, bytes);
  await copyLog(stage.venue.log, (path, bytes) => write(`log/${path}`, bytes));
}

/** The log as static files, as of one checkpoint: what a web server could serve as it is. */
async function copyLog(log: TileSource, write: (path: string, bytes: Uint8Array) => Promise<void>): Promise<void> {
  const checkpoint = await log.read('checkpoint');
  if (checkpoint === undefined) return;
  const { size } = parseCheckpoint(parseNote(checkpoint).text);
  const paths = [...bundlesOf(size)].map(bundlePath).concat([...tilesOf(size)].map(tilePath));
  for (const path of paths) {
    const bytes = await log.read(path);
    if (bytes !== undefined) await write(path, bytes);
  }
  await write('checkpoint', checkpoint);
}
