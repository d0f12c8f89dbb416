import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RefusalCode } from '../../protocol/wire/refusals.ts';
import type { GroupFigures } from '../delivery/post-queue.ts';

/** What the venue counts. No label names a channel, a seat, an address or a slug. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #entries = this.#counter('pourparler_items_appended_total', 'Items made durable.');
  readonly #deliveries = this.#counter('pourparler_items_delivered_total', 'Items sent to connected devices.');
  readonly #beats = this.#counter('pourparler_log_beats_total', 'Beats entered into the public log.');
  readonly #failures = this.#counter('pourparler_failures_total', 'Failures of the venue itself; its log says which.');
  readonly #refusals = new Counter({
    name: 'pourparler_refusals_total',
    help: 'Requests refused, by code.',
    labelNames: ['code'] as const,
    registers: [this.#registry],
  });
  readonly #groups = new Histogram({
    name: 'pourparler_group_items',
    help: 'Items appended in one group.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    registers: [this.#registry],
  });

  constructor(connections: () => number) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'pourparler_connections',
      help: 'Connected devices.',
      registers: [this.#registry],
      collect() {
        this.set(connections());
      },
    });
  }

  group({ appended, delivered, refused }: GroupFigures): void {
    this.#entries.inc(appended);
    this.#deliveries.inc(delivered);
    this.#groups.observe(appended);
    for (const code of refused) this.refusal(code);
  }

  refusal(code: RefusalCode): void {
    this.#refusals.inc({ code });
  }

  beat(): void {
    this.#beats.inc();
  }

  failure(): void {
    this.#failures.inc();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.#registry] });
  }
}
