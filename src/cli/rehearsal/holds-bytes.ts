/** Whether `needle` stands anywhere in `hay`. */
export function holdsBytes(hay: Uint8Array, needle: Uint8Array): boolean {
  return needle.length > 0 && bufferOf(hay).includes(bufferOf(needle));
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
