import type { BrowserContext, ConsoleMessage, Page, Worker } from 'playwright';

/** What a browser says by itself while it has no line: that is what being offline is, and no fault of the app. */
const OF_BEING_OFFLINE =
  /net::ERR_(?:INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED|CONNECTION_(?:REFUSED|RESET|CLOSED))/;

/**
 * Whatever a person's pages do that the app never may: ask another origin for something, be stopped by their content
 * policy, write an error to the console, or throw.
 */
export class Complaints {
  readonly #origin: string;
  readonly #found: string[] = [];
  readonly #forgiven: string[] = [];
  /** What a browser says of that is no complaint from then on: some of it comes late. */
  hasLostTheLine = false;

  private constructor(origin: string) {
    this.#origin = origin;
  }

  static async about(context: BrowserContext, origin: string): Promise<Complaints> {
    const complaints = new Complaints(origin);
    // Everything that a page, its workers and its service worker ask for comes by here.
    context.on('request', (request) => complaints.#request(request.url()));
    context.on('page', (page) => complaints.#listenTo(page));
    await context.addInitScript(tellOfViolations);
    context.on('serviceworker', (worker) => {
      // It belongs to no page, whose console would say it.
      worker.on('console', (message) => complaints.#read(message));
      listenIn(worker);
    });
    return complaints;
  }

  get found(): readonly string[] {
    return this.#found.filter((one) => !this.#forgiven.some((message) => one.includes(message)));
  }

  /** What a story brings about itself. */
  forgive(message: string): void {
    this.#forgiven.push(message);
  }

  #listenTo(page: Page): void {
    page.on('pageerror', (error) => this.#found.push(`thrown: ${error.stack ?? error.message}`));
    page.on('console', (message) => this.#read(message));
    page.on('worker', listenIn);
    page.on('websocket', (socket) => this.#request(socket.url()));
    page.on('crash', () => this.#found.push('a page crashed'));
  }

  #read(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    if (this.hasLostTheLine && OF_BEING_OFFLINE.test(message.text())) return;
    this.#found.push(`console: ${message.text()} (${message.location().url})`);
  }

  #request(url: string): void {
    const { protocol, host } = new URL(url);
    if (protocol === 'blob:' || protocol === 'data:' || protocol === 'about:') return;
    if (host !== new URL(this.#origin).host) this.#found.push(`asked elsewhere: ${url}`);
  }
}

/** A worker says nothing of what its policy stops. It is asked to from here on: what it tried before goes unheard. */
function listenIn(worker: Worker): void {
  // One that has ended meanwhile has nothing to say.
  worker.evaluate(tellOfViolations).catch(() => {});
}

function tellOfViolations(): void {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    console.error(`content policy: ${violatedDirective} ${blockedURI} ${sample}`);
  });
}
