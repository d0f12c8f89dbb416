import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the app: dist/web, seen from the sources as from what is built of them. */
export const APP_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../web', import.meta.url),
);
