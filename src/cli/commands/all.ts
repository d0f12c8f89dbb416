import type { Command } from '../command.ts';
import { rehearse } from './rehearse.ts';
import { verify } from './verify.ts';
import { verifyLog } from './verify-log.ts';

/** In the order that they are listed in. */
export const COMMANDS: readonly Command[] = [rehearse, verify, verifyLog];
