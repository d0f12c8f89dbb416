import type { Command } from '../command.ts';
import { rehearse } from './rehearse.ts';

/** In the order that they are listed in. */
export const COMMANDS: readonly Command[] = [rehearse];
