import { isIP } from 'node:net';
import type { AuditSource } from '@orderfolio/security';
import { valueAt } from '../value-at.ts';
import { type HeaderSource, headerOf, headersOf } from './headers.ts';
import { requestId } from './request-id.ts';

/** The facts about the path of a request. */
export interface SourceOptions {
  /**
   * How many of your own proxies stand in front of the service. Each appends the address that it saw to `X-Forwarded-For`. Default 0: the
   * header is ignored, since the client writes it.
   */
  readonly trustProxy?: number | undefined;
  /** The address at the other end of the connection, if the server knows it. */
  readonly remoteAddress?: string | undefined;
}

/** The source of a request, as the audit trail takes it. */
export type RequestSource = Pick<AuditSource, 'ipAddress' | 'userAgent' | 'requestId'>;

const LONGEST_AGENT = 256;

/** The source of a request, for the audit trail, the log and the limits. VALIDATION_FAILED if the request cannot be read. */
export function sourceFrom(
  request: { readonly headers: HeaderSource },
  { trustProxy = 0, remoteAddress }: SourceOptions = {},
): RequestSource {
  const headers = headersOf(request);
  return {
    ipAddress: addressOf(headerOf(headers, 'x-forwarded-for'), remoteAddress, trustProxy),
    userAgent: headerOf(headers, 'user-agent')?.slice(0, LONGEST_AGENT),
    requestId: requestId(headers),
  };
}

/** The address that the outermost trusted proxy saw. The client may have written the entries before it. */
function addressOf(forwarded: string | undefined, remote: string | undefined, trusted: number): string | undefined {
  if (trusted === 0 || forwarded === undefined) return remote;
  const hops = [...forwarded.split(',').map((hop) => hop.trim()), remote ?? ''];
  const address = hops.at(-1 - trusted) ?? hops[0] ?? '';
  return isIP(address) === 0 ? remote : address;
}

/** The address of the client, from the server that runs Hono: `@hono/node-server`, or AWS Lambda. */
export function remoteAddressOf(environment: unknown): string | undefined {
  const address =
    valueAt(environment, 'incoming', 'socket', 'remoteAddress') ??
    valueAt(environment, 'requestContext', 'http', 'sourceIp') ??
    valueAt(environment, 'requestContext', 'identity', 'sourceIp');
  return typeof address === 'string' ? address : undefined;
}
