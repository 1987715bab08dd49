import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import { type OptionRules, requireOptions, wholeNumber, withMethod } from '@orderfolio/domain/adapter';
import type { HttpApi } from '../api.ts';
import { aText, LONGEST_TIMER_MS } from '../options.ts';
import { HttpError } from '../problems/http-error.ts';
import { problemReply, responseOfProblem } from '../problems/problem-reply.ts';
import { requestId } from '../requests/request-id.ts';
import { answerBroken, errorOfBroken, writeProblem } from './broken-request.ts';

/** Where to listen. */
export interface ServeOptions {
  /** Default 3000; 0 takes one that is free. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`: only this machine. */
  readonly hostname?: string | undefined;
  /** How long a client may take to send its headers. Default 10,000. */
  readonly headersTimeoutMs?: number | undefined;
  /** How long a client may take to send a whole request. Default 20,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** How long a client may take to read a reply: then its connection is cut. Default 30,000. */
  readonly replyTimeoutMs?: number | undefined;
  /** How long a connection stays open without a request. Default 65,000: a little longer than load balancers keep theirs. */
  readonly keepAliveTimeoutMs?: number | undefined;
  /** How large the headers may be, all together. Default 16,384. */
  readonly headersLimitBytes?: number | undefined;
}

/** What can be served. */
export type ServedApi = Pick<HttpApi, 'fetch'> & Partial<Pick<HttpApi, 'refuse'>>;

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /**
   * Takes no further connection, and resolves once the requests under way are answered. Those that are not after `graceMs`
   * (default 20,000) are cut off. Closing again waits for the same end.
   */
  close(graceMs?: number): Promise<void>;
}

const timeout = wholeNumber(1, LONGEST_TIMER_MS, 'milliseconds');
const API: OptionRules<{ readonly api: ServedApi }> = {
  api: { ...withMethod('fetch'), words: 'must be what createHttpApi makes, or have its fetch' },
};
const OPTIONS: OptionRules<ServeOptions> = {
  port: wholeNumber(0, 65_535),
  hostname: aText,
  headersTimeoutMs: timeout,
  requestTimeoutMs: timeout,
  replyTimeoutMs: timeout,
  keepAliveTimeoutMs: timeout,
  headersLimitBytes: wholeNumber(1),
};

/**
 * Serves the API on Node, or anything that has its `fetch`. Resolves when it listens; rejects with the system's error when it
 * cannot, and with CONFIGURATION_INVALID, naming the option, for one that cannot work or is not known. What never became a request is answered as `refuse` says, or without a line in the log where there is none.
 */
export async function serve(api: ServedApi, options: ServeOptions = {}): Promise<RunningServer> {
  requireOptions({ api }, API, ['api'], 'api');
  requireOptions(options, OPTIONS, [], 'options');
  const { port = 3000, hostname = '127.0.0.1', headersLimitBytes = 16_384 } = options;
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 20_000, keepAliveTimeoutMs = 65_000 } = options;
  const { replyTimeoutMs = 30_000 } = options;
  if (headersTimeoutMs > requestTimeoutMs) {
    throw new ConfigurationInvalidError({
      field: 'headersTimeoutMs',
      rule: 'must not be longer than requestTimeoutMs',
    });
  }
  const refuse = api.refuse ?? ((error: HttpError) => problemReply(error, requestId({})));
  const underWay = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;

  async function fetch(request: Request, environment: HttpBindings | Http2Bindings): Promise<Response> {
    const reply = await api.fetch(request, environment);
    const { outgoing } = environment;
    const patience = setTimeout(() => outgoing.destroy(), replyTimeoutMs).unref();
    outgoing.once('close', () => clearTimeout(patience));
    return reply;
  }
  const listener = getRequestListener(fetch, {
    hostname,
    errorHandler: (cause) => responseOfProblem(refuse(new HttpError('REQUEST_MALFORMED', {}, { cause }))),
  });
  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    maxHeaderSize: headersLimitBytes,
    // Node would answer it with nothing but a status.
    requireHostHeader: false,
    // How often the two timeouts are looked at.
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs, requestTimeoutMs),
  });
  // The bytes of the headers are limited: past a number of them Node would drop the rest without a word.
  server.maxHeadersCount = 0;
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  function respond(incoming: IncomingMessage, outgoing: ServerResponse): void {
    underWay.add(outgoing);
    outgoing.once('close', () => underWay.delete(outgoing));
    if (closing !== undefined) outgoing.shouldKeepAlive = false;
    if (isNameless(incoming)) writeProblem(outgoing, refuse(new HttpError('REQUEST_MALFORMED'), { incoming }));
    else void listener(incoming, outgoing);
  }
  function refuseBroken(cause: NodeJS.ErrnoException, socket: Duplex): void {
    const hasReply = [...underWay].some((reply) => reply.socket === socket && reply.headersSent);
    if (!socket.writable || hasReply || cause.code === 'ECONNRESET') socket.destroy();
    else answerBroken(socket, refuse(errorOfBroken(cause), { incoming: { socket } }));
  }
  server.on('request', respond);
  // What a client expects beside a reply, nobody has to fulfil.
  server.on('checkExpectation', respond);
  server.on('clientError', refuseBroken);
  // This is no proxy.
  server.on('connect', (_incoming, socket) => refuseBroken(new Error('CONNECT'), socket));
  server.listen(port, hostname);
  await once(server, 'listening');

  async function end(graceMs: number): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    for (const response of underWay) response.shouldKeepAlive = false;
    // Node ends only those that have had a request; one that has sent none, or half of one, would be waited for.
    const busy = new Set([...underWay].map(({ req }) => req.socket));
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
