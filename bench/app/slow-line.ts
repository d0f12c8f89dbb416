import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface LineOf {
  readonly kbitPerSecond: number;
  /** There and back. */
  readonly latencyMs: number;
}

/** A telephone's poor line to a venue: all connections share it. What the browser itself can emulate leaves workers out. */
export class SlowLine {
  readonly #server: Server;
  readonly #of: LineOf;
  readonly #sockets = new Set<Socket>();
  /** When the line is next free, each way. */
  readonly #freeAt = { down: 0, up: 0 };
  /** All that came from the venue, headers included. */
  bytesDown = 0;

  private constructor(server: Server, of: LineOf) {
    this.#server = server;
    this.#of = of;
  }

  static async to(venue: string, of: LineOf): Promise<SlowLine> {
    const port = Number(new URL(venue).port);
    const server = createServer({ noDelay: true });
    const line = new SlowLine(server, of);
    server.on('connection', (near) => line.#join(near, connect({ port, host: '127.0.0.1', noDelay: true })));
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

  #join(near: Socket, far: Socket): void {
    // The handshake of the connection took its time too.
    const openAt = performance.now() + this.#of.latencyMs;
    for (const [from, to, way] of [
      [near, far, 'up'],
      [far, near, 'down'],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.on('data', (data) => {
        if (way === 'down') this.bytesDown += data.length;
        const begins = Math.max(performance.now(), this.#freeAt[way], way === 'up' ? openAt : 0);
        this.#freeAt[way] = begins + (data.length * 8) / this.#of.kbitPerSecond;
        // As much at once as the line would have carried in the time of a frame: more would come in lumps.
        from.pause();
        setTimeout(() => from.resume(), this.#freeAt[way] - performance.now());
        setTimeout(() => to.writable && to.write(data), this.#freeAt[way] - performance.now() + this.#of.latencyMs / 2);
      });
    }
  }
}
