import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAppFiles } from './app-files.ts';
import { appRoutes } from './app-routes.ts';

describe('the built app', () => {
  let data: string;
  let folder: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'pourparler-app-'));
    // As it may stand anywhere: its own `assets` are meant, and no folder above it.
    folder = join(data, 'assets', 'web');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'app.html'), '<!doctype html><title>The app</title>'.repeat(20));
    await writeFile(join(folder, 'manifest.json'), '{}');
    await writeFile(join(folder, 'assets', 'app-abc.js'), 'export const one = 1;\n'.repeat(20));
    await writeFile(join(folder, 'assets', 'face-abc.woff2'), 'a face');
    await writeFile(join(folder, 'left-over.map'), '{}');
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  async function served() {
    const app = new Hono();
    const files = await readAppFiles(folder);
    if (files !== undefined) appRoutes(app, files);
    return (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  }

  test('keeps for good what changes its name with its content, and nothing else', async () => {
    const get = await served();
    expect((await get('/assets/app-abc.js')).headers.get('cache-control')).toContain('immutable');
    for (const door of ['/app', '/join']) expect((await get(door)).headers.get('cache-control')).toBe('no-cache');
  });

  test('is not sent again to who has it', async () => {
    const get = await served();
    const etag = (await get('/app')).headers.get('etag') ?? '';
    expect((await get('/app', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/app', { 'if-none-match': '"another"' })).status).toBe(200);
  });

  test('is packed for who reads that, where it becomes smaller', async () => {
    const get = await served();
    const packed = await get('/app', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(200);
    expect((await get('/app')).headers.get('content-encoding')).toBeNull();
    const face = await get('/assets/face-abc.woff2', { 'accept-encoding': 'gzip, br' });
    expect(face.headers.get('content-encoding')).toBeNull();
  });

  test('runs only what the venue serves, and tells nobody whence', async () => {
    const get = await served();
    for (const path of ['/app', '/assets/app-abc.js']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  test('serves no file but its own', async () => {
    const get = await served();
    for (const path of ['/app.html', '/manifest.json', '/left-over.map', '/assets/..%2f..%2fsecret']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  test('is not there where it was not built', async () => {
    await rm(join(folder, 'app.html'));
    expect(await readAppFiles(folder)).toBeUndefined();
    expect(await readAppFiles(join(folder, 'nowhere'))).toBeUndefined();
  });
});
