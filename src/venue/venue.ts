import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { ChannelId } from '../base/ids.ts';
import type { Clock, Randomness } from '../base/ports.ts';
import { toBase64Url } from '../base/text-encodings.ts';
import type { BoxId } from '../protocol/ballot-box/box-id.ts';
import { formatVerifierKey } from '../protocol/log/verifier-key.ts';
import type { VenueDescription } from '../protocol/wire/venue-description.ts';
import { readAppFiles } from './app/app-files.ts';
import { appRoutes } from './app/app-routes.ts';
import { builtFile } from './app/built-file.ts';
import { BallotDesk } from './ballots/ballot-desk.ts';
import { startClosings } from './ballots/closings.ts';
import { CLOSING_INTERVAL_MS } from './ballots/limits.ts';
import { Delivery } from './delivery/delivery.ts';
import { DELIVERY_LIMITS, type DeliveryLimits } from './delivery/limits.ts';
import { requestsOf } from './delivery/requests.ts';
import { Example } from './example/example.ts';
import { exampleRoutes } from './example/example-routes.ts';
import type { PlayExample } from './example/play-example.ts';
import { refusedAnswer } from './http/bodies.ts';
import { clientApi } from './http/client-api.ts';
import { ConvenerToken, convenerLink } from './joining/convener-token.ts';
import { Invitations } from './joining/invitations.ts';
import { startBeats } from './log/beats.ts';
import { openLogKey } from './log/log-key.ts';
import { logRoutes } from './log/log-routes.ts';
import { PublicLog } from './log/public-log.ts';
import { Metrics } from './operation/metrics.ts';
import { operationRoutes } from './operation/operation-routes.ts';
import { PageCache } from './public/page-cache.ts';
import { publicRoutes } from './public/public-routes.ts';
import { spaceApi } from './public/space-api.ts';
import { Spaces } from './public/spaces.ts';
import { isOwnTrouble, refusalOf } from './refused.ts';
import { startRetention } from './retention/retention.ts';
import { SteadyClock } from './retention/steady-clock.ts';
import { openSqliteStore, type SqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { Issuer } from './tokens/issuer.ts';
import { RELEASE_INTERVAL_MS } from './tokens/limits.ts';
import { PostingKeys } from './tokens/posting-keys.ts';
import { startReleases } from './tokens/releases.ts';
import { TokenDesk } from './tokens/token-desk.ts';
import { Vault } from './vault/vault.ts';

export interface VenueOptions {
  readonly dataDir: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** What people's browsers connect to, where a proxy stands in front: `https://talks.example`. */
  readonly origin?: string | undefined;
  /** Certificate and key, in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly beat?: VenueDescription['beat'] | undefined;
  /** How often what is held unattributed goes into the records. */
  readonly releaseMs?: number | undefined;
  /** How often it is looked for ballot boxes whose time is over. */
  readonly closingMs?: number | undefined;
  readonly limits?: Partial<DeliveryLimits> | undefined;
  /** Whether others than this machine itself may read the metrics. */
  readonly openMetrics?: boolean | undefined;
  /** Where the built app is. Without: a venue for the command line, whose pages say so. */
  readonly appFolder?: string | undefined;
  /** Plays the example when a convener asks for it and nothing is here yet. */
  readonly example?: PlayExample | undefined;
  readonly clock: Clock;
  /** Milliseconds that never go back; the process's own if none is given. */
  readonly monotonic?: (() => number) | undefined;
  readonly random: Randomness;
  readonly logger: Logger;
}

export interface Venue {
  /** Where it listens, or the given origin. */
  readonly url: string;
  /** On the first start only: it is kept nowhere. */
  readonly convenerLink: string | undefined;
  /** Of the public log, in the form of C2SP signed notes. */
  readonly verifierKey: string;
  readonly store: SqliteStore;
  /** Enters a beat now. They come by themselves; a test or a rehearsal may not want to wait. */
  beat(): Promise<void>;
  /** Puts what is held into the records now. It happens by itself, every minute. */
  release(): Promise<void>;
  /** Closes the ballot boxes whose time is over now. It happens by itself, every few seconds. */
  closeBoxes(): Promise<void>;
  /** Looks now for entries past their retention. It does so by itself, every ten minutes. */
  shred(): Promise<void>;
  /** The invented process that this venue holds or could. */
  readonly example: Pick<Example, 'state' | 'start' | 'played' | 'close'>;
  /** Takes nothing new, finishes what is under way, tells everyone connected, and lets go of the data folder. */
  close(): Promise<void>;
}

const CHANNEL_PATH = '/api/v1/channel';

/** [LOG-3] Eight entries each five minutes: 2,304 a day, whatever happens. */
export const BEAT: VenueDescription['beat'] = { intervalMs: 300_000, entries: 8 };

/** A whole venue on one data folder. Rejects with a StoreError where it cannot have the folder. */
export async function startVenue(options: VenueOptions): Promise<Venue> {
  const { dataDir, clock, random, logger, beat = BEAT, monotonic = () => performance.now() } = options;
  const store = await openSqliteStore({ dataDir });
  try {
    const server = options.tls === undefined ? createServer() : createTlsServer({ ...options.tls });
    const url = await listen(server, options);
    const origin = options.origin ?? url;
    const logKey = await openLogKey(dataDir, new URL(origin).host, random);
    const { token: convener, made } = await ConvenerToken.open(store, random);
    const verifierKey = formatVerifierKey(logKey.verifier);
    const issuer = await Issuer.open(store, random);
    const issuerKey = toBase64Url(issuer.publicKey);
    const describe = (): VenueDescription => ({
      protocol: 1,
      origin,
      verifierKey,
      issuerKey,
      example: example.isHere,
      beat,
    });

    const fail = (error: unknown) => {
      metrics.failure();
      logger.error({ code: refusalOf(error).code, cause: causeOf(error) }, 'a request failed');
    };
    const metrics = new Metrics(() => delivery.connectionCount);
    const invitations = new Invitations(store, clock, (channel, invitation) => {
      delivery.tellStewards(channel, { kind: 'knocked', invitation });
    });
    const vault = new Vault(store);
    const postingKeys = new PostingKeys(store);
    const tokens = new TokenDesk(store, issuer, postingKeys);
    const close = (channel: ChannelId, box: BoxId): Promise<void> => delivery.closeBox(channel, box);
    const ballots = new BallotDesk({ store, issuer, postingKeys, clock, close });
    const delivery: Delivery = new Delivery({
      store,
      origin,
      random,
      limits: { ...DELIVERY_LIMITS, ...options.limits },
      monotonic,
      requests: requestsOf({ store, invitations, vault, tokens, ballots }),
      onGroup: (figures) => metrics.group(figures),
      onRefused: (code) => metrics.refusal(code),
      onFailure: fail,
    });
    const { releaseMs = RELEASE_INTERVAL_MS } = options;
    const releases = startReleases(store, (channel) => delivery.release(channel), releaseMs, fail);
    const { closingMs = CLOSING_INTERVAL_MS } = options;
    const closings = startClosings({ store, clock }, close, closingMs, fail);
    const publicLog = new PublicLog(store, logKey, random, beat.entries);
    const cache = new PageCache();
    const onBeat = () => {
      metrics.beat();
      // What waited for the log can be checked now.
      cache.clear();
    };
    const beats = startBeats(publicLog, beat.intervalMs, onBeat, fail);

    const example = await Example.open({
      store,
      clock,
      play: options.example,
      // A certificate is for the name that people use; without one, the shortest way does.
      stage: {
        url: options.tls === undefined ? url : origin,
        verifierKey,
        beat: () => beats.now(),
        release: () => releases.now(),
      },
      onChange: () => cache.clear(),
      onFailure: fail,
    });

    const retention = startRetention(store, new SteadyClock(clock, monotonic), fail);

    const app = new Hono();
    app.onError((error, context) => {
      const refused = refusalOf(error);
      if (isOwnTrouble(refused)) fail(error);
      metrics.refusal(refused.code);
      return refusedAnswer(context, refused);
    });
    clientApi(app, { store, convener, invitations, vault, tokens, ballots, describe });
    logRoutes(app, publicLog);
    exampleRoutes(app, example, convener);
    const spaces = new Spaces(store, publicLog, example.now);
    spaceApi(app, spaces, convener, cache);
    const appFiles = options.appFolder === undefined ? undefined : await readAppFiles(options.appFolder);
    if (appFiles !== undefined) appRoutes(app, appFiles);
    await publicRoutes(app, {
      spaces,
      cache,
      origin,
      isTls: options.tls !== undefined,
      verifierKey,
      hasApp: appFiles !== undefined,
      verifierScript: appFiles && builtFile(appFiles, 'public/verify-in-page.ts'),
      isExample: () => example.isHere,
    });
    operationRoutes(app, { store, metrics, openMetrics: options.openMetrics === true });

    server.on('request', getRequestListener(app.fetch) as RequestListener);
    server.on('upgrade', (request, socket, head) => {
      // A peer may vanish at any moment, and nobody else listens yet.
      socket.on('error', () => socket.destroy());
      // Not parsed: what comes here may be no address at all.
      if (request.url?.split('?', 1)[0] === CHANNEL_PATH) delivery.accept(request, socket, head);
      else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
    logger.info({ url }, 'the venue is open');

    return {
      url: origin,
      convenerLink: made && convenerLink(origin, made),
      verifierKey,
      store,
      beat: () => beats.now(),
      release: () => releases.now(),
      closeBoxes: () => closings.now(),
      shred: () => retention.look(),
      example,
      async close() {
        await example.close();
        await beats.stop();
        await retention.stop();
        await releases.stop();
        await closings.stop();
        await delivery.drain();
        await stopListening(server);
        await issuer.close();
        await store.close();
        logger.info('the venue is closed');
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function listen(server: Server, { host, port, tls }: VenueOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const { port: bound } = server.address() as AddressInfo;
  const isAnyAddress = host === '0.0.0.0' || host === '::';
  const name =
    isAnyAddress || host === '127.0.0.1' || host === '::1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${bound}`;
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Never the message of a refusal: it could hold what a client sent. */
function causeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.stack : undefined;
}
