// A whole venue as `pourparler serve` would start it, in a process of its own.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { keepYoungSpaceSmall } from '../../src/venue/operation/small-young-space.ts';
import { startVenue } from '../../src/venue/venue.ts';

keepYoungSpaceSmall();
const dataDir = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'pourparler-bench-'));
const venue = await startVenue({
  dataDir,
  host: '127.0.0.1',
  port: 0,
  clock: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  logger: pino({ level: 'silent' }),
});
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
process.on('disconnect', () => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
});
process.send?.({ url: venue.url, convenerLink: venue.convenerLink });
