/** Whether these bytes stand anywhere in those. */
export function contains(where: Uint8Array, what: Uint8Array): boolean {
  return Buffer.from(where.buffer, where.byteOffset, where.length).includes(Buffer.from(what));
}

/** A text in every way in which a careless program might write it down. */
export function spellings(text: string): readonly Uint8Array[] {
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    Buffer.from(text),
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1)),
    Buffer.from(Buffer.from(text).toString('hex')),
  ];
}
