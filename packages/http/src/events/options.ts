import { type OptionRules, wholeNumber } from '@orderfolio/domain/adapter';
import { LONGEST_TIMER_MS, requireWithin } from '../options.ts';

/** How accounts are followed by `GET /v1/events`, and the feed by the streams of operators. */
export interface EventOptions {
  /**
   * How often an account is looked at, and the feed, in milliseconds. Each look at an account takes two small reads of the store; the feed
   * is read once for all. Default 2,000.
   */
  readonly pollMs?: number | undefined;
  /** How long a stream is silent before it shows that it is alive, in milliseconds. Default 15,000. */
  readonly heartbeatMs?: number | undefined;
  /** How many streams of a kind a user may have open in this process. Default 5. */
  readonly perUser?: number | undefined;
  /** How many streams of a kind may be open in this process. Default 1,000. */
  readonly total?: number | undefined;
  /** How many events of the feed wait for operators whose client reads slowly, or has come late. Default 5,000. */
  readonly backlog?: number | undefined;
}

export type EventSettings = { readonly [Name in keyof EventOptions]-?: number };

const time = wholeNumber(1, LONGEST_TIMER_MS, 'milliseconds');
const OPTIONS: OptionRules<EventOptions> = {
  pollMs: time,
  heartbeatMs: time,
  perUser: wholeNumber(1),
  total: wholeNumber(1),
  backlog: wholeNumber(1),
};

/** CONFIGURATION_INVALID, naming the option. */
export function eventSettings(options: EventOptions): EventSettings {
  requireWithin('events', options, OPTIONS);
  const { pollMs = 2_000, heartbeatMs = 15_000, perUser = 5, total = 1_000, backlog = 5_000 } = options;
  return { pollMs, heartbeatMs, perUser, total, backlog };
}
