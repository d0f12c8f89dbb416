import { TILE_LEVEL_MAX, TILE_WIDTH } from './limits.ts';

/** Consecutive hashes of one level; `width` is 256 for a full tile. */
export interface TileCoordinates {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** The entries under one tile of level 0. */
export interface BundleCoordinates {
  readonly index: number;
  readonly width: number;
}

export type ParsedTilePath =
  | ({ readonly kind: 'tile' } & TileCoordinates)
  | ({ readonly kind: 'entries' } & BundleCoordinates);

/** `tile/<L>/<N>[.p/<W>]` */
export function tilePath({ level, index, width }: TileCoordinates): string {
  return `tile/${level}/${indexPath(index)}${partialSuffix(width)}`;
}

/** `tile/entries/<N>[.p/<W>]` */
export function bundlePath({ index, width }: BundleCoordinates): string {
  return `tile/entries/${indexPath(index)}${partialSuffix(width)}`;
}

const SHAPE = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Anyone's path: what is not the one spelling of a tile or bundle is `undefined`. */
export function parseTilePath(path: string): ParsedTilePath | undefined {
  const match = SHAPE.exec(path);
  if (match === null) return undefined;
  const [, place = '', digits = '', partial] = match;
  const index = Number(digits.replace(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const level = place === 'entries' ? 0 : Number(place);
  // A partial tile of width 256 would be a second name for the full one, and x000/001 for 001.
  if (!Number.isSafeInteger(index) || indexPath(index) !== digits) return undefined;
  if (level > TILE_LEVEL_MAX || (partial !== undefined && width >= TILE_WIDTH)) return undefined;
  return place === 'entries' ? { kind: 'entries', index, width } : { kind: 'tile', level, index, width };
}

/** 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(3 * Math.ceil(digits.length / 3), '0').match(/.{3}/g) as string[];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

function partialSuffix(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}
