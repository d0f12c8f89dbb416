import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import type { Brand } from '../../base/brand.ts';
import { concat } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';

/** An element of ristretto255 (RFC 9496), a group of prime order. */
export type GroupElement = InstanceType<typeof ristretto255.Point>;
/** A number below the group's order. */
export type Scalar = Brand<bigint, 'Scalar'>;

export const ELEMENT_BYTES = 32;
export const SCALAR_BYTES = 32;

/** Twice a scalar's size, so that reducing by the order leaves no bias that could be seen (RFC 9496, section 4.4). */
const WIDE_BYTES = 64;

const { Point } = ristretto255;
const { Fn } = Point;

export const GENERATOR: GroupElement = Point.BASE;
export const IDENTITY: GroupElement = Point.ZERO;

/** The element in its one spelling; `undefined` for other bytes, and for the identity, which no protocol of ours sends. */
export function readElement(bytes: Uint8Array): GroupElement | undefined {
  if (bytes.length !== ELEMENT_BYTES) return undefined;
  try {
    const element = Point.fromBytes(bytes);
    return element.is0() ? undefined : element;
  } catch {
    return undefined;
  }
}

/** The scalar in its one spelling, little-endian; `undefined` for other bytes. Zero is one. */
export function readScalar(bytes: Uint8Array): Scalar | undefined {
  if (bytes.length !== SCALAR_BYTES) return undefined;
  try {
    return Fn.fromBytes(bytes) as Scalar;
  } catch {
    return undefined;
  }
}

export function scalarBytes(scalar: Scalar): Uint8Array {
  return Fn.toBytes(scalar);
}

/** Uniform, and not zero. */
export function randomScalar(randomness: Randomness): Scalar {
  const wide = randomness(WIDE_BYTES);
  const scalar = Fn.create(bytesToNumberLE(wide)) as Scalar;
  wide.fill(0);
  // One in 2^252, or a source of randomness that is none.
  if (scalar === 0n) throw new RangeError('randomness gave the scalar zero');
  return scalar;
}

/** HashToScalar of RFC 9497 (section 4.1), with our domain as its separation tag. */
export function hashToScalar(domain: Uint8Array, ...parts: readonly Uint8Array[]): Scalar {
  return ristretto255_hasher.hashToScalar(concat(...parts), { DST: domain }) as Scalar;
}

export function plus(a: Scalar, b: Scalar): Scalar {
  return Fn.add(a, b) as Scalar;
}

export function minus(a: Scalar, b: Scalar): Scalar {
  return Fn.sub(a, b) as Scalar;
}

export function times(a: Scalar, b: Scalar): Scalar {
  return Fn.mul(a, b) as Scalar;
}

export function sum(elements: readonly GroupElement[]): GroupElement {
  return elements.reduce((total, each) => total.add(each), IDENTITY);
}

/**
 * By a scalar that nobody may learn; not by zero.
 *
 * The library does the same additions for every scalar. It counts in big integers of the engine, whose time depends on
 * their values, and which cannot be overwritten: it keeps out who measures over a network, not who sits in the device.
 */
export function multiplySecret(element: GroupElement, scalar: Scalar): GroupElement {
  return element.multiply(scalar);
}

/** By a scalar that everyone may know: some four times faster, and its time tells the scalar. */
export function multiplyPublic(element: GroupElement, scalar: Scalar): GroupElement {
  return element.multiplyUnsafe(scalar);
}
