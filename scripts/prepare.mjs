// Runs after every install in a checkout: lays our patches over the dependencies they mend, and compiles the messages
// that the app's sources import.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root } from './checkout.mjs';

const patches = join(root, 'patches');
if (existsSync(patches) && readdirSync(patches).some((name) => name.endsWith('.patch'))) {
  const patchPackage = join(root, 'node_modules', 'patch-package', 'index.js');
  // Going on unpatched would run a library with faults that we know of.
  if (!existsSync(patchPackage)) fail('Patches cannot be applied: install with development dependencies (`npm ci`).');
  const { status } = spawnSync(process.execPath, [patchPackage, '--error-on-fail'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

const { compileMessages } = await import('./messages.mjs');
compileMessages();
