// A venue in a process of its own, to be killed: node killable-venue.ts <data folder>
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { startVenue } from '../../src/venue/venue.ts';

const venue = await startVenue({
  dataDir: process.argv[2] as string,
  host: '127.0.0.1',
  port: 0,
  // Often, so that a kill falls into one.
  beat: { intervalMs: 20, entries: 8 },
  clock: Date.now,
  random: (length) => new Uint8Array(randomBytes(length)),
  logger: pino({ level: 'silent' }),
});
process.send?.({ url: venue.url, convenerLink: venue.convenerLink, verifierKey: venue.verifierKey });
