import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { compileMessages } from './scripts/messages.mjs';
import { offlineBuild } from './scripts/offline-build.ts';

/** The catalogue is compiled before anything is built, and again when a message changes. */
function messages(): Plugin {
  return {
    name: 'pourparler-messages',
    buildStart() {
      compileMessages();
    },
    configureServer(server) {
      server.watcher.on('change', (file) => {
        if (/messages\/[a-zA-Z-]+\/[\w-]+\.json$/.test(file)) compileMessages();
      });
    },
  };
}

/** Every browser that the app runs in reads the smaller of the two formats. */
function onlyWoff2(): Plugin {
  return {
    name: 'pourparler-only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource')) return undefined;
      return { code: code.replace(/, url\([^)]+\.woff\) format\('woff'\)/g, ''), map: null };
    },
  };
}

/** Where an invitation leads: at a venue this is the app as well. */
function doorOfGuests(): Plugin {
  return {
    name: 'pourparler-door-of-guests',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url === '/join') request.url = '/app.html';
        next();
      });
    },
  };
}

/** `npm run dev` says where the venue is that the app's server stands in front of. */
const venue = process.env['POURPARLER_VENUE'] ?? 'http://localhost:7667';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

/** Whole paths: a build would look for others from the checkout's root, and the server from the app's. */
const inApp = (path: string) => fileURLToPath(new URL(`src/web/${path}`, import.meta.url));

export default defineConfig({
  root: 'src/web',
  base: '/',
  publicDir: false,
  define: { APP_VERSION: JSON.stringify(version) },
  plugins: [
    messages(),
    onlyWoff2(),
    svelte({ configFile: false, compilerOptions: { runes: true } }),
    offlineBuild(),
    doorOfGuests(),
  ],
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsDir: 'assets',
    // Fonts as files: the policy of the page allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    manifest: 'manifest.json',
    // Not for a page: it lies beside the app, wherever the app goes.
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: {
        app: inApp('app.html'),
        'service-worker': inApp('service-worker.ts'),
        // The public page's: a few lines that fetch the verifier when a reader asks for it.
        'verify-in-page': inApp('public/verify-in-page.ts'),
      },
      output: {
        // At the root, where it may answer for the whole app; always by this name.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('/messages/compiled/'))
            ? 'assets/catalogue-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: venue, ws: true },
      '/log': venue,
      '/p/': venue,
    },
  },
});
