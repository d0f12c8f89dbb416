import type { AppFile } from './app-files.ts';

/** The address of what was built from `source`: its name changes with its content. `undefined` where it was not built. */
export function builtFile(files: ReadonlyMap<string, AppFile>, source: string): string | undefined {
  const manifest = files.get('/manifest.json');
  if (manifest === undefined) return undefined;
  const built = JSON.parse(manifest.body.toString()) as Readonly<Record<string, { readonly file?: unknown }>>;
  const path = `/${built[source]?.file}`;
  return files.has(path) ? path : undefined;
}
