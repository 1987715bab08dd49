import { ConfigurationInvalidError } from '@orderfolio/domain';
import { type OptionRules, requireOptions, wholeNumber } from '@orderfolio/domain/adapter';
import { aText, LONGEST_TIMER_MS } from '../options.ts';

/** The address to listen on. */
export interface ServeOptions {
  /** Default 3000. 0 takes a free port. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`: only this machine. */
  readonly hostname?: string | undefined;
  /** How long a client may take to send its headers. Default 10,000. */
  readonly headersTimeoutMs?: number | undefined;
  /** How long a client may take to send a whole request. Default 20,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** How long a client may take to read a reply before its connection is cut. Default 30,000. */
  readonly replyTimeoutMs?: number | undefined;
  /** How long a connection stays open without a request. Default 65,000: a little longer than load balancers keep theirs. */
  readonly keepAliveTimeoutMs?: number | undefined;
  /** How large the headers may be, all together. Default 16,384. */
  readonly headersLimitBytes?: number | undefined;
}

const timeout = wholeNumber(1, LONGEST_TIMER_MS, 'milliseconds');
const OPTIONS: OptionRules<ServeOptions> = {
  port: wholeNumber(0, 65_535),
  hostname: aText,
  headersTimeoutMs: timeout,
  requestTimeoutMs: timeout,
  replyTimeoutMs: timeout,
  keepAliveTimeoutMs: timeout,
  headersLimitBytes: wholeNumber(1),
};

type Settings = { readonly [Name in keyof ServeOptions]-?: NonNullable<ServeOptions[Name]> };

/** The options with their defaults. CONFIGURATION_INVALID. */
export function settingsOf(options: ServeOptions): Settings {
  requireOptions(options, OPTIONS, [], 'options');
  const { port = 3000, hostname = '127.0.0.1', headersLimitBytes = 16_384 } = options;
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 20_000 } = options;
  const { replyTimeoutMs = 30_000, keepAliveTimeoutMs = 65_000 } = options;
  if (headersTimeoutMs > requestTimeoutMs) {
    throw new ConfigurationInvalidError({
      field: 'headersTimeoutMs',
      rule: 'must not be longer than requestTimeoutMs',
    });
  }
  const timeouts = { headersTimeoutMs, requestTimeoutMs, replyTimeoutMs, keepAliveTimeoutMs };
  return { port, hostname, headersLimitBytes, ...timeouts };
}
