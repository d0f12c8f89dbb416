import { BUILT } from './offline/built.ts';
import type { ToServiceWorker } from './offline/keep-app.ts';

/** Not in TypeScript's description of a page, which the rest of the app is checked with. */
interface Worker {
  readonly caches: CacheStorage;
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(type: 'message', listen: (event: Lasting & { readonly data: ToServiceWorker }) => void): void;
  addEventListener(type: 'fetch', listen: (event: Asked) => void): void;
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

interface Asked extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;

/** One version of the app keeps its own files whole: what belongs to another never answers for it. */
const CACHE_PREFIX = 'pourparler-app/';
const CACHE = `${CACHE_PREFIX}${BUILT.version}`;

/** Where the app begins; all of it is one page. */
const DOOR = '/app';
const DOORS: ReadonlySet<string> = new Set([DOOR, '/join']);

const files: ReadonlySet<string> = new Set([...BUILT.needed, ...BUILT.later]);

// All that every screen needs, before this version may answer: opened offline, each is there.
worker.addEventListener('install', (event) => event.waitUntil(keep([DOOR, ...BUILT.needed])));

worker.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([forgetOtherVersions(), worker.clients.claim()])),
);

worker.addEventListener('message', (event) => {
  const { data } = event;
  if (data.kind === 'take over') event.waitUntil(worker.skipWaiting());
  // Faces, and the words of the language in use, as far as a page has loaded them before this worker answered for it.
  if (data.kind === 'keep') event.waitUntil(keep(data.loaded.filter((path) => files.has(path))));
});

// Nothing but the app itself: the venue's answers, its log and its public pages are never kept.
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (DOORS.has(pathname)) event.respondWith(answer(request, DOOR));
  } else if (files.has(pathname)) event.respondWith(answer(request, pathname));
});

async function answer(request: Request, path: string): Promise<Response> {
  const cache = await worker.caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const fetched = await fetch(request);
  if (fetched.ok && files.has(path)) await cache.put(path, fetched.clone());
  return fetched;
}

async function keep(paths: readonly string[]): Promise<void> {
  const cache = await worker.caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await cache.addAll(paths.filter((path) => !kept.has(path)));
}

async function forgetOtherVersions(): Promise<void> {
  const names = await worker.caches.keys();
  const others = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => worker.caches.delete(name)));
}
