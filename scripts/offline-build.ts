import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Named in the page and in the web app manifest by these very names, and asked for by the device when it likes. */
const AT_ROOT: Readonly<Record<string, string>> = {
  'app.webmanifest': 'app.webmanifest',
  'icon.svg': 'design/icon.svg',
  'icon-192.png': 'design/icon-192.png',
  'icon-512.png': 'design/icon-512.png',
  'icon-maskable-512.png': 'design/icon-maskable-512.png',
};

const SERVICE_WORKER = 'service-worker.js';

/** What is fetched only where it is used: faces of other scripts than Latin, and the words of each language. */
const LATER = /(?<!-latin-\d+-\w+-[\w-]+)\.woff2$|^assets\/catalogue-/;

/** The page, which the worker fetches by its doors; and what no page asks for. */
const NOT_THE_APP = /\.html$|^manifest\.json$|^licences\.md$/;
/** Ciphers that ts-mls could fetch for suites of MLS other than ours: nobody does. Should one be, it is kept as a face is. */
const OF_OTHER_SUITES = /^assets\/(?:chacha|chacha20poly1305_ts-mls|dhkem-x448_ts-mls|ed448|nist)-/;

/** The public's pages are nothing that a device keeps: neither is the verifier in them. */
const OF_PUBLIC_PAGES = /^assets\/(?:verify|check)-in-page-/;

/**
 * Tells the service worker which files the app was built into, and puts the web app manifest and its icons beside them.
 * The worker is no module: it must not come to share code with the app.
 */
export function offlineBuild(): Plugin {
  let root: string;
  return {
    name: 'pourparler-offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[SERVICE_WORKER];
        if (worker?.type !== 'chunk' || bundle['app.html'] === undefined) this.error('the app is not whole');
        if (worker.imports.length > 0)
          this.error(`the service worker shares ${worker.imports.join(', ')} with the app`);
        const hash = createHash('sha256').update(worker.code);
        const [needed, later]: [string[], string[]] = [[], []];
        for (const [fileName, from] of Object.entries(AT_ROOT)) {
          const source = readFileSync(join(root, from));
          this.emitFile({ type: 'asset', fileName, source });
          hash.update(fileName).update(source);
          needed.push(`/${fileName}`);
        }
        for (const [name, file] of Object.entries(bundle).sort(([one], [other]) => (one < other ? -1 : 1))) {
          hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
          if (file === worker || name in AT_ROOT || NOT_THE_APP.test(name)) continue;
          if (OF_PUBLIC_PAGES.test(name)) continue;
          (LATER.test(name) || OF_OTHER_SUITES.test(name) ? later : needed).push(`/${name}`);
        }
        const built = { version: hash.digest('hex').slice(0, 16), needed, later };
        worker.code = worker.code.replaceAll('__BUILT__', JSON.stringify(built));
      },
    },
  };
}
