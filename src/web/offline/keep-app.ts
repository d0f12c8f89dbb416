import { ownScript } from '../own-script.ts';

export type ToServiceWorker =
  /** A newer version is waited for: let it answer from now on. */
  { readonly kind: 'take over' } | { readonly kind: 'keep'; readonly loaded: readonly string[] };

const SCRIPT = '/service-worker.js';
const CACHE_PREFIX = 'pourparler-app/';

/**
 * Keeps the app itself on this device, so that it opens without a line. Tells when a newer version waits, and gives
 * back how to stop telling.
 *
 * Only where the person's own data is kept too: a device that is to keep nothing keeps no app either.
 */
export function keepApp(onNewer: () => void): () => void {
  const { serviceWorker } = navigator;
  // Some private windows have none, and neither has a page without a secure line.
  if (serviceWorker === undefined) return () => {};
  const stop = new AbortController();
  const { signal } = stop;
  const hadOne = serviceWorker.controller !== null;
  // All tabs speak with one engine: they go over to another version together.
  if (hadOne) serviceWorker.addEventListener('controllerchange', () => location.reload(), { signal, once: true });
  whenIdle(async () => {
    // One that is there looks for a newer one by itself, and is there also where the venue cannot be reached.
    const registration =
      (await serviceWorker.getRegistration()) ??
      (await serviceWorker.register(ownScript(SCRIPT), { updateViaCache: 'none' }));
    if (signal.aborted) return;
    const tell = () => {
      if (registration.waiting !== null && registration.active !== null) onNewer();
    };
    tell();
    registration.addEventListener(
      'updatefound',
      () => registration.installing?.addEventListener('statechange', tell, { signal }),
      { signal },
    );
    // What is loaded after it has come to answer for this page, it keeps by itself.
    const keep = () => send(serviceWorker.controller, { kind: 'keep', loaded: loadedFiles() });
    serviceWorker.addEventListener('controllerchange', keep, { signal });
    keep();
  });
  return () => stop.abort();
}

/** Goes over to the version that waits; the page is loaded anew. */
export async function takeNewer(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  send(registration?.waiting ?? null, { kind: 'take over' });
}

/** The app is no longer kept here either. */
export async function letGoOfApp(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.unregister();
  const names = registration === undefined ? [] : await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHE_PREFIX)).map((name) => caches.delete(name)));
}

function send(worker: ServiceWorker | null, message: ToServiceWorker): void {
  worker?.postMessage(message);
}

/** What this page has fetched of the app by now: its faces, and the words of its language. */
function loadedFiles(): readonly string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);
}

/** Not while the first screen is still coming. */
function whenIdle(run: () => Promise<void>): void {
  // An app that could not be kept is kept at the next load; until then it needs a line, as before.
  const start = () => void run().catch(() => {});
  if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: 5_000 });
  else setTimeout(start, 2_000);
}
