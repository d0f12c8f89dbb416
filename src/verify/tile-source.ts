/** Where a log's files are read: a folder or a web address. `undefined` where there is no such file. */
export interface TileSource {
  read(path: string): Promise<Uint8Array | undefined>;
}
