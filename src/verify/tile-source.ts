export type { LogFiles as TileSource } from '../protocol/log/log-files.ts';
