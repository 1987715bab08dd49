import { isIP } from 'node:net';
import type { AuditSource } from '@orderfolio/security';
import { valueAt } from '../value-at.ts';
import { type HeaderSource, headerOf } from './headers.ts';
import { requestId } from './request-id.ts';

/** What is known of the way that a request took. */
export interface SourceOptions {
  /**
   * How many proxies of your own stand before the service; each has appended the address that it saw to `X-Forwarded-For`.
   * Default 0: the header is the client's word and is not looked at.
   */
  readonly trustProxy?: number | undefined;
  /** The address at the other end of the connection, where the server knows it. */
  readonly remoteAddress?: string | undefined;
}

/** Where a request came from, as the audit trail takes it. */
export type RequestSource = Pick<AuditSource, 'ipAddress' | 'userAgent' | 'requestId'>;

const LONGEST_AGENT = 256;

/** Where a request came from, for the audit trail, the log and the limits. */
export function sourceFrom(
  { headers }: { readonly headers: HeaderSource },
  { trustProxy = 0, remoteAddress }: SourceOptions = {},
): RequestSource {
  return {
    ipAddress: addressOf(headerOf(headers, 'x-forwarded-for'), remoteAddress, trustProxy),
    userAgent: headerOf(headers, 'user-agent')?.slice(0, LONGEST_AGENT),
    requestId: requestId(headers),
  };
}

/** The address that the outermost trusted proxy saw. What stands before it in the list, the client may have written. */
function addressOf(forwarded: string | undefined, remote: string | undefined, trusted: number): string | undefined {
  if (trusted === 0 || forwarded === undefined) return remote;
  const hops = [...forwarded.split(',').map((hop) => hop.trim()), remote ?? ''];
  const address = hops.at(-1 - trusted) ?? hops[0] ?? '';
  return isIP(address) === 0 ? remote : address;
}

/** The address of the client as the server that runs Hono tells it: `@hono/node-server`, or AWS Lambda. */
export function remoteAddressOf(environment: unknown): string | undefined {
  const address =
    valueAt(environment, 'incoming', 'socket', 'remoteAddress') ??
    valueAt(environment, 'requestContext', 'http', 'sourceIp') ??
    valueAt(environment, 'requestContext', 'identity', 'sourceIp');
  return typeof address === 'string' ? address : undefined;
}
