import { SLUG_BYTES_MAX } from '../../protocol/disclosure/limits.ts';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** As the protocol has them: small letters and digits, parted by single hyphens. */
export function isSlug(text: string): boolean {
  return text.length <= SLUG_BYTES_MAX && SLUG.test(text);
}

/** What a name could be in an address; empty where it has no Latin letter or digit. */
export function slugFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, SLUG_BYTES_MAX)
    .replace(/^-+|-+$/gu, '');
}
