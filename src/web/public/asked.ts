/** What a reader wants checked: what the venue publishes beside the page, or a file that they have. */
export type Asked = { readonly kind: 'published' } | { readonly kind: 'file'; readonly file: File };
