import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

const LINK = `https://venue.example/join#v1.${'A1_b'.repeat(40)}`;
const PIXELS = 4;

/** What the path paints, dark on light, as a camera would see it. */
function painted({ path, size }: { readonly path: string; readonly size: number }) {
  const side = size * PIXELS;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * PIXELS; row < (Number(y) + 1) * PIXELS; row++) {
      for (let at = Number(x) * PIXELS; at < (Number(x) + Number(width)) * PIXELS; at++) {
        data.fill(0, (row * side + at) * 4, (row * side + at) * 4 + 3);
      }
    }
  }
  return { width: side, height: side, data };
}

test('a link that is drawn is the link that is read', () => {
  expect(decodeQR(painted(qrPath(LINK)))).toBe(LINK);
});

test('there is a light edge of four modules all around', () => {
  const { path, size } = qrPath(LINK);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(4);
    expect(Math.max(Number(x) + Number(width), Number(y) + 1)).toBeLessThanOrEqual(size - 4);
  }
});
