import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

type Frame = Uint8Array;

/**
 * The line between one person and the venue, with somebody on it: hears everything, and may cut it, hold frames back
 * or put others in their place.
 */
export class Line {
  readonly #server: Server;
  readonly #sockets = new Set<readonly [WebSocket, WebSocket]>();
  /** All that the venue sent this person, and all that this person sent. */
  readonly fromVenue: Frame[] = [];
  readonly fromPerson: Frame[] = [];
  /** What arrives in the place of a frame; `cut` ends the connection instead. */
  onFrameFromVenue: (frame: Frame) => readonly Frame[] | 'cut' = (frame) => [frame];
  onFrameFromPerson: (frame: Frame) => readonly Frame[] | 'cut' = (frame) => [frame];
  /** What arrives in the place of an answer to a request for a path; nothing where there is said to be none. */
  onAnswer: (path: string, answer: Frame | undefined) => Frame | undefined | Promise<Frame | undefined> = (_, answer) =>
    answer;
  /** Nobody gets through. */
  isDown = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(venue: string): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on('request', async (request, response) => {
      if (line.isDown) return request.socket.destroy();
      // For tests in a page, which is served from elsewhere.
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'content-type');
      if (request.method === 'OPTIONS') return response.writeHead(204).end();
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      line.fromPerson.push(body);
      const type = request.headers['content-type'];
      const answer = await fetch(new URL(request.url ?? '/', venue), {
        method: request.method ?? 'GET',
        ...(type === undefined ? {} : { headers: { 'content-type': type } }),
        ...(request.method === 'POST' ? { body } : {}),
      }).catch(() => undefined);
      if (answer === undefined) return request.socket.destroy();
      const said = Buffer.from(await answer.arrayBuffer());
      line.fromVenue.push(said);
      const told = await line.onAnswer(request.url ?? '/', answer.ok ? said : undefined);
      const status = told === undefined && answer.ok ? 404 : told !== undefined && !answer.ok ? 200 : answer.status;
      const contentType = answer.headers.get('content-type') ?? '';
      response.writeHead(status, { 'content-type': contentType }).end(told ?? said);
      return undefined;
    });
    const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    server.on('upgrade', (request, socket, head) => {
      if (line.isDown) return socket.destroy();
      upgrades.handleUpgrade(request, socket, head, (person) => line.#join(person, venue));
      return undefined;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends the connections that there are; new ones get through. */
  cut(): void {
    for (const [person, there] of this.#sockets) {
      person.terminate();
      there.terminate();
    }
    this.#sockets.clear();
  }

  down(): void {
    this.isDown = true;
    this.cut();
  }

  up(): void {
    this.isDown = false;
  }

  /** To the person, as if the venue had said it. */
  say(frame: Frame): void {
    for (const [person] of this.#sockets) person.send(frame);
  }

  async close(): Promise<void> {
    this.down();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(person: WebSocket, venue: string): void {
    const there = new WebSocket(`${venue.replace(/^http/, 'ws')}/api/v1/channel`, { perMessageDeflate: false });
    const pair = [person, there] as const;
    this.#sockets.add(pair);
    const early: Frame[] = [];
    const pass = (to: WebSocket, frames: readonly Frame[] | 'cut') => {
      if (frames === 'cut') this.cut();
      else for (const frame of frames) to.send(frame);
    };
    there.on('open', () => {
      for (const frame of early.splice(0)) pass(there, this.onFrameFromPerson(frame));
    });
    there.on('message', (data: Buffer) => {
      this.fromVenue.push(Uint8Array.from(data));
      pass(person, this.onFrameFromVenue(Uint8Array.from(data)));
    });
    person.on('message', (data: Buffer) => {
      this.fromPerson.push(Uint8Array.from(data));
      if (there.readyState === WebSocket.OPEN) pass(there, this.onFrameFromPerson(Uint8Array.from(data)));
      else early.push(Uint8Array.from(data));
    });
    for (const [from, to] of [
      [person, there],
      [there, person],
    ] as const) {
      from.on('error', () => {});
      from.on('close', (code: number, reason: Buffer) => {
        this.#sockets.delete(pair);
        if (to.readyState !== WebSocket.OPEN) to.terminate();
        else if (code === 1005 || code === 1006) to.close();
        else to.close(code, reason);
      });
    }
  }
}
