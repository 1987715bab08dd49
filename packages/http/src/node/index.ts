import { once } from 'node:events';
import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { type OptionRules, requireOptions, withMethod } from '@orderfolio/domain/adapter';
import type { HttpApi } from '../api.ts';
import { HttpError } from '../problems/http-error.ts';
import { problemReply, responseOfProblem } from '../problems/problem-reply.ts';
import { STREAM_TYPE } from '../replies/reply-headers.ts';
import { requestId } from '../requests/request-id.ts';
import { answerBroken, errorOfBroken, writeProblem } from './broken-request.ts';
import { type ServeOptions, settingsOf } from './options.ts';

export type { ServeOptions } from './options.ts';

/** An API that can be served. */
export type ServedApi = Pick<HttpApi, 'fetch'> & Partial<Pick<HttpApi, 'refuse' | 'endStreams'>>;

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /**
   * Takes no more connections, and resolves once the requests under way are answered. After `graceMs` (default 20,000) it cuts off the
   * rest. A second call waits for the same end.
   */
  close(graceMs?: number): Promise<void>;
}

const API: OptionRules<{ readonly api: ServedApi }> = {
  api: { ...withMethod('fetch'), words: 'must be what createHttpApi makes, or have its fetch' },
};

/**
 * Serves the API on Node, or anything that has its `fetch`. Resolves when it listens. Rejects with the system's error if it cannot
 * listen, and with CONFIGURATION_INVALID, naming the option, for an option that cannot work or is not known. `refuse` answers input that
 * never became a request. Without `refuse` it is answered without a line in the log.
 */
export async function serve(api: ServedApi, options: ServeOptions = {}): Promise<RunningServer> {
  requireOptions({ api }, API, ['api'], 'api');
  const { port, hostname, replyTimeoutMs, ...settings } = settingsOf(options);
  const refuse = api.refuse ?? ((error: HttpError) => problemReply(error, requestId({})));
  /** The replies that are not yet written, each with the timer that cuts off a client that does not read. */
  const underWay = new Map<ServerResponse, NodeJS.Timeout | undefined>();
  let closing: Promise<void> | undefined;

  async function fetch(request: Request, environment: HttpBindings | Http2Bindings): Promise<Response> {
    const reply = await api.fetch(request, environment);
    const { outgoing } = environment;
    // If the client has gone away, there is nothing to cut off.
    if (outgoing instanceof ServerResponse && underWay.has(outgoing)) {
      const isStream = reply.headers.get('content-type') === STREAM_TYPE;
      // A server that closes would wait for what follows on the connection.
      if (isStream) outgoing.shouldKeepAlive = false;
      underWay.set(outgoing, isStream ? cutIfStalled(outgoing) : cut(outgoing));
    }
    return reply;
  }
  function cut(outgoing: ServerResponse): NodeJS.Timeout {
    return setTimeout(() => outgoing.destroy(), replyTimeoutMs);
  }
  /** A stream has no end in sight: its client is given up once it has not read for as long. */
  function cutIfStalled(outgoing: ServerResponse): NodeJS.Timeout {
    let isStalled = false;
    outgoing.on('drain', () => {
      isStalled = false;
    });
    return setInterval(() => {
      if (isStalled && outgoing.writableNeedDrain) outgoing.destroy();
      isStalled = outgoing.writableNeedDrain;
    }, replyTimeoutMs);
  }
  const listener = getRequestListener(fetch, {
    hostname,
    errorHandler: (cause) => responseOfProblem(refuse(new HttpError('REQUEST_MALFORMED', {}, { cause }))),
  });
  const server = createServer({
    headersTimeout: settings.headersTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    keepAliveTimeout: settings.keepAliveTimeoutMs,
    maxHeaderSize: settings.headersLimitBytes,
    // Node would answer it with only a status.
    requireHostHeader: false,
    // How often the two timeouts are checked.
    connectionsCheckingInterval: Math.min(1_000, settings.headersTimeoutMs, settings.requestTimeoutMs),
  });
  // The bytes of the headers are limited. With a limit on their number Node would silently drop the rest.
  server.maxHeadersCount = 0;
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  function respond(incoming: IncomingMessage, outgoing: ServerResponse): void {
    underWay.set(outgoing, undefined);
    outgoing.once('close', () => {
      clearTimeout(underWay.get(outgoing));
      underWay.delete(outgoing);
    });
    if (closing !== undefined) outgoing.shouldKeepAlive = false;
    if (isNameless(incoming)) writeProblem(outgoing, refuse(new HttpError('REQUEST_MALFORMED'), { incoming }));
    else void listener(incoming, outgoing);
  }
  function refuseBroken(cause: NodeJS.ErrnoException, socket: Duplex): void {
    const hasReply = [...underWay.keys()].some((reply) => reply.socket === socket && reply.headersSent);
    if (!socket.writable || hasReply || cause.code === 'ECONNRESET') socket.destroy();
    else answerBroken(socket, refuse(errorOfBroken(cause), { incoming: { socket } }));
  }
  server.on('request', respond);
  // Nobody has to meet a client's `Expect` header.
  server.on('checkExpectation', respond);
  server.on('clientError', refuseBroken);
  // This is not a proxy.
  server.on('connect', (_incoming, socket) => refuseBroken(new Error('CONNECT'), socket));
  server.listen(port, hostname);
  await once(server, 'listening');

  async function end(graceMs: number): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    api.endStreams?.();
    for (const response of underWay.keys()) response.shouldKeepAlive = false;
    // Node only ends connections that have had a request. It would wait for one that has sent none, or half of one.
    const busy = new Set([...underWay.keys()].map(({ req }) => req.socket));
    for (const socket of open) if (!busy.has(socket)) socket.destroy();
    const patience = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(patience);
  }
  return {
    url: urlOf(hostname, server.address()),
    close(graceMs = 20_000) {
      closing ??= end(graceMs);
      return closing;
    },
  };
}

/** HTTP/1.1 asks every request for its host. */
function isNameless({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === '1.1' && headers.host === undefined;
}

function urlOf(hostname: string, address: ReturnType<ReturnType<typeof createServer>['address']>): string {
  const port = typeof address === 'object' && address !== null ? address.port : '';
  return `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
}
