import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface LineOf {
  readonly kbitPerSecond: number;
  /** There and back. */
  readonly latencyMs: number;
}

const PIECE_BYTES = 4_096;

/** A telephone's poor line to a venue: all connections share it. What the browser itself can emulate leaves workers out. */
export class SlowLine {
  readonly #server: Server;
  readonly #of: LineOf;
  readonly #port: number;
  readonly #farOf = new Map<Socket, Socket>();
  readonly #sockets = new Set<Socket>();
  /** When the line is next free, each way. */
  readonly #freeAt = { down: 0, up: 0 };
  /** All that has arrived from the venue, headers included. */
  bytesDown = 0;

  private constructor(server: Server, of: LineOf, port: number) {
    this.#port = port;
    this.#server = server;
    this.#of = of;
  }

  static async to(venue: string, of: LineOf): Promise<SlowLine> {
    const server = createServer({ noDelay: true });
    const line = new SlowLine(server, of, Number(new URL(venue).port));
    server.on('connection', (near) => line.#join(near));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect({ port: this.#port, host: '127.0.0.1', noDelay: true, onread: this.#down(near) });
    this.#farOf.set(near, far);
    // The handshake of the connection took its time too.
    const openAt = performance.now() + this.#of.latencyMs;
    near.on('data', (data) => this.#carry('up', data, far, openAt));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        this.#farOf.delete(one);
        other.destroy();
      });
    }
  }

  /** In small pieces, so that connections take turns, each waiting for the one before. */
  #down(near: Socket) {
    return {
      buffer: new Uint8Array(PIECE_BYTES),
      callback: (length: number, buffer: Uint8Array): boolean => {
        const far = this.#farOf.get(near);
        const arrives = this.#carry('down', Uint8Array.from(buffer.subarray(0, length)), near, 0);
        setTimeout(() => far?.resume(), arrives - performance.now());
        return false;
      },
    };
  }

  /** Gives back when the line is free again. */
  #carry(way: 'up' | 'down', data: Uint8Array, to: Socket, notBefore: number): number {
    const begins = Math.max(performance.now(), this.#freeAt[way], notBefore);
    const ends = begins + (data.length * 8) / this.#of.kbitPerSecond;
    this.#freeAt[way] = ends;
    setTimeout(
      () => {
        if (way === 'down') this.bytesDown += data.length;
        if (to.writable) to.write(data);
      },
      ends - performance.now() + this.#of.latencyMs / 2,
    );
    return ends;
  }
}
