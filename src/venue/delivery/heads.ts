/** CBOR heads, read and written in place: what the hot path of posts needs, and nothing more. */

/** How many bytes the one accepted spelling of a head takes. */
export function headSize(value: number): number {
  if (value < 24) return 1;
  if (value < 0x100) return 2;
  if (value < 0x1_0000) return 3;
  return value < 0x1_0000_0000 ? 5 : 9;
}

/** The head's number if there is one of this major type in its one accepted spelling at `at`; otherwise -1. */
export function readHead(bytes: Uint8Array, at: number, major: number): number {
  const first = bytes[at];
  if (first === undefined || first >> 5 !== major) return -1;
  const short = first & 0x1f;
  if (short < 24) return short;
  const extra = short === 24 ? 1 : short === 25 ? 2 : short === 26 ? 4 : short === 27 ? 8 : 0;
  if (extra === 0 || at + extra >= bytes.length) return -1;
  let value = 0;
  for (let i = 1; i <= extra; i++) value = value * 256 + (bytes[at + i] as number);
  return Number.isSafeInteger(value) && headSize(value) === extra + 1 ? value : -1;
}

/** Gives the offset after it. */
export function writeHead(bytes: Uint8Array, at: number, major: number, value: number): number {
  const size = headSize(value);
  if (size === 1) {
    bytes[at] = (major << 5) | value;
    return at + 1;
  }
  bytes[at] = (major << 5) | (size === 2 ? 24 : size === 3 ? 25 : size === 5 ? 26 : 27);
  let rest = value;
  for (let i = size - 1; i > 0; i--) {
    bytes[at + i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return at + size;
}

export const UINT = 0;
export const BYTES = 2;
export const ARRAY = 4;
