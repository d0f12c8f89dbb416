/** Not in TypeScript's own description of a page yet: https://w3c.github.io/trusted-types/ */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Scripts that this app was built with stand under the venue's own address. */
const OWN = /^\/(?:assets\/[\w.-]+|service-worker\.js|engine\/[\w.?&=-]+)$/;

function ownAddress(url: string): string {
  if (!OWN.test(url)) throw new TypeError(`${url} is no script of this app`);
  return url;
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** The page's policy lets a worker be started from nothing but what goes through here. */
export function ownScript(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return ownAddress(url);
  policy ??= trustedTypes.createPolicy('pourparler-scripts', { createScriptURL: ownAddress });
  return policy.createScriptURL(url);
}
