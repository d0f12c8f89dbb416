import { toHex } from '../../base/text-encodings.ts';

const POINT_BYTES = 32;

/** The y-coordinates, sign bit cleared, of the eight points of small order. */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** 32 bytes with y below 2^255 − 19 and not of small order. Does not say that the point is on the curve. */
export function isSoundPoint(encoded: Uint8Array): boolean {
  if (encoded.length !== POINT_BYTES) return false;
  const y = encoded.slice();
  y[31] = (y[31] as number) & 0x7f;
  const inRange = y[31] !== 0x7f || (y[0] as number) < 0xed || y.subarray(1, 31).some((byte) => byte !== 0xff);
  return inRange && !SMALL_ORDER_Y.has(toHex(y));
}
