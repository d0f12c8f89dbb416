/** What a try at a lock gives. A lock that has no such key answers `wrong` as well. */
export type Unlocked = { readonly kind: 'open'; readonly deviceKey: Uint8Array } | { readonly kind: 'wrong' };
