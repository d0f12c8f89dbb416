import { concat, EMPTY, fromUtf8, utf8 } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { fromHex, toHex } from '../../base/text-encodings.ts';
import { AES_GCM_KEY_BYTES, AES_GCM_NONCE_BYTES, AesGcmKey } from '../../protocol/crypto/aes-gcm.ts';
import { hkdf } from '../../protocol/crypto/hkdf.ts';
import { hmacSha256 } from '../../protocol/crypto/hmac-sha256.ts';
import { DEVICE_KEY_BYTES, deviceDomain } from '../device-domain.ts';
import { StorageError } from './storage-error.ts';

/** All names that the engine uses fit one step, so that their sizes tell nothing. */
const NAME_STEP_BYTES = 128;
const LENGTH_BYTES = 4;
const DIGEST_HEX = /^[0-9a-f]{64}$/;

const ROWS = deviceDomain('storage/rows');
const NAMES = deviceDomain('storage/names');
const VALUES = deviceDomain('storage/values');

/** A name's keyed digest, in hex. */
export type Row = string;

/**
 * How one name and its value are written down: the name's digest (HMAC-SHA-256), the name sealed, and the value sealed,
 * both with AES-256-GCM under a random nonce and the digest as associated data. Three keys, by HKDF from the device's.
 *
 * Random nonces of 96 bits: one device's two keys are good for some 2^32 rows written each, more than it lives to write.
 * Says nothing about which of a row's values is the newest: an older copy opens as well.
 */
export class SealedRows {
  readonly #random: Randomness;
  readonly #rows: Uint8Array;
  readonly #names: AesGcmKey;
  readonly #values: AesGcmKey;

  private constructor(of: { random: Randomness; rows: Uint8Array; names: AesGcmKey; values: AesGcmKey }) {
    this.#random = of.random;
    this.#rows = of.rows;
    this.#names = of.names;
    this.#values = of.values;
  }

  static async under(deviceKey: Uint8Array, random: Randomness): Promise<SealedRows> {
    if (deviceKey.length !== DEVICE_KEY_BYTES) throw new RangeError(`device key of ${deviceKey.length} bytes`);
    const derive = (purpose: Uint8Array) => hkdf(deviceKey, EMPTY, purpose, AES_GCM_KEY_BYTES);
    const [names, values] = await Promise.all([AesGcmKey.of(derive(NAMES)), AesGcmKey.of(derive(VALUES))]);
    return new SealedRows({ random, rows: derive(ROWS), names, values });
  }

  rowOf(name: string): Row {
    // A lone surrogate would be written as another character, and two names would share a row.
    if (!name.isWellFormed()) throw new RangeError('a name that is no well-formed text');
    return toHex(hmacSha256(this.#rows, utf8(name)));
  }

  sealName(row: Row, name: string): Promise<Uint8Array> {
    return this.#seal(this.#names, row, framed(utf8(name)));
  }

  /** Throws StorageError `ROW_BROKEN`. */
  async openName(row: Row, sealed: Uint8Array): Promise<string> {
    const framed = await this.#open(this.#names, row, sealed);
    const length = new DataView(framed.buffer, framed.byteOffset).getUint32(0);
    return fromUtf8(framed.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
  }

  /** The value is copied before this returns. */
  sealValue(row: Row, value: Uint8Array): Promise<Uint8Array> {
    return this.#seal(this.#values, row, value);
  }

  /** Throws StorageError `ROW_BROKEN`. */
  openValue(row: Row, sealed: Uint8Array): Promise<Uint8Array> {
    return this.#open(this.#values, row, sealed);
  }

  async #seal(key: AesGcmKey, row: Row, plain: Uint8Array): Promise<Uint8Array> {
    const nonce = this.#random(AES_GCM_NONCE_BYTES);
    return concat(nonce, await key.seal(nonce, fromHex(row) as Uint8Array, plain));
  }

  async #open(key: AesGcmKey, row: Row, sealed: Uint8Array): Promise<Uint8Array> {
    const digest = DIGEST_HEX.test(row) ? fromHex(row) : undefined;
    const isWhole = sealed instanceof Uint8Array && sealed.length >= AES_GCM_NONCE_BYTES;
    const plain =
      digest && isWhole
        ? await key.open(sealed.subarray(0, AES_GCM_NONCE_BYTES), digest, sealed.subarray(AES_GCM_NONCE_BYTES))
        : undefined;
    if (plain === undefined) throw new StorageError('ROW_BROKEN', 'a row does not open', { detail: { row } });
    return plain;
  }
}

function framed(name: Uint8Array): Uint8Array {
  const frame = new Uint8Array(Math.ceil((LENGTH_BYTES + name.length) / NAME_STEP_BYTES) * NAME_STEP_BYTES);
  new DataView(frame.buffer).setUint32(0, name.length);
  frame.set(name, LENGTH_BYTES);
  return frame;
}
