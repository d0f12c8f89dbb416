// `npm run build`: the plain JavaScript in dist/ that an installed package runs, and the app. A checkout needs the app
// alone, and `npm start` builds that by itself.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAppBuilt } from './build-app.mjs';
import { ensureInstalled, findNode, root } from './checkout.mjs';

ensureInstalled();
rmSync(join(root, 'dist'), { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(findNode(), [tsc, '--project', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
if (status === 0) ensureAppBuilt();
