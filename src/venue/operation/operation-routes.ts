import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

export interface OperationRoutes {
  readonly store: Store;
  readonly metrics: Metrics;
  /** Whether others than this machine itself may read the metrics. */
  readonly openMetrics: boolean;
}

const HEALTH_TIMEOUT_MS = 2_000;

export function operationRoutes(app: Hono, { store, metrics, openMetrics }: OperationRoutes): void {
  /** Whether the database answers: what a load balancer, or a person, asks first. */
  app.get('/healthz', async (context) => {
    const isHealthy = await Promise.race([
      store.logState().then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, HEALTH_TIMEOUT_MS, false).unref()),
    ]);
    context.header('Cache-Control', 'no-store');
    return context.text(isHealthy ? 'ok\n' : 'the database does not answer\n', isHealthy ? 200 : 503);
  });

  app.get('/metrics', async (context, next) => {
    // How busy the venue is and when is not everyone's to know.
    if (!openMetrics && !isLocal(context)) return next();
    context.header('Cache-Control', 'no-store');
    return context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType });
  });
}

/** From this machine itself, and not through a proxy on it. */
function isLocal(context: Context): boolean {
  const { address } = getConnInfo(context).remote;
  const isForwarded = ['x-forwarded-for', 'forwarded', 'via'].some((name) => context.req.header(name) !== undefined);
  return !isForwarded && (address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1');
}
