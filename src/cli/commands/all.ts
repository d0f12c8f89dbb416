import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { demo } from './demo.ts';
import { rehearse } from './rehearse.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { verify } from './verify.ts';
import { verifyLog } from './verify-log.ts';

/** In the order that they are listed in. */
export const COMMANDS: readonly Command[] = [serve, demo, rehearse, verify, verifyLog, backup, restore];
