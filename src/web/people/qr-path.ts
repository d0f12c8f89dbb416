import { encodeQR } from 'qr';

/** Modules around the code that stay light: what a camera finds its edge by. ISO/IEC 18004 asks for four. */
const QUIET_ZONE = 4;

export interface QrPath {
  /** Modules a side, the quiet zone with them: the view box. */
  readonly size: number;
  /** The dark modules, each run of a row one rectangle. */
  readonly path: string;
}

/** A text as a QR code to be drawn. Of medium error correction: it is read from a screen, which has no stains. */
export function qrPath(text: string): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const runs: string[] = [];
  for (const [y, row] of rows.entries()) {
    let x = 0;
    while (x < row.length) {
      const from = x;
      while (row[x] === true) x += 1;
      if (x > from) runs.push(`M${from} ${y}h${x - from}v1h${from - x}z`);
      else x += 1;
    }
  }
  return { size: rows.length, path: runs.join('') };
}
