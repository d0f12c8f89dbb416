// `node scripts/complete-lock.mjs`, after a change of dependencies: names in package-lock.json the binaries for other
// platforms that npm leaves out when the registry in use does not carry them. `npm ci` refuses a lock without them.
// Such an entry holds the exact version that its parent asks for, and no hash, since there is nothing to take one of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './checkout.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;
const added = [];

for (const [path, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages) continue;
    const entry = EXACT.test(version) ? entryOf(name, version, parent) : undefined;
    if (entry === undefined) throw new Error(`${name}@${version}: no platform can be read from its name`);
    packages[`node_modules/${name}`] = entry;
    added.push(name);
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
say(`${added.length} added${added.length > 0 ? `: ${added.join(', ')}` : ''}`);

/** Binaries are named after where they run, as in @biomejs/cli-linux-x64-musl. */
function entryOf(name, version, parent) {
  const words = name.split('/').at(-1).split('-');
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined && cpu === undefined) return undefined;
  const musl = words.some((word) => word.startsWith('musl'));
  const glibc = words.some((word) => word.startsWith('gnu'));
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(parent.dev && { dev: true }),
    ...(parent.devOptional && { devOptional: true }),
    ...((musl || glibc) && { libc: [musl ? 'musl' : 'glibc'] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}
