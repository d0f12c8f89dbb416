/** The path of a browser that starts, fetching one where there is none; undefined when that fails too. */
export function ensureChromium(): Promise<string | undefined>;
