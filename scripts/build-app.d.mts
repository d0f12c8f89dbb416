/** Builds the app into dist/web where it is missing, or older than its sources. Ends the program where it cannot. */
export function ensureAppBuilt(options?: { readonly always?: boolean }): void;
