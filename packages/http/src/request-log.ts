import type { Clock } from '@orderfolio/domain';
import type { Logger } from 'pino';

/** What the API logs with: a pino logger. */
export type RequestLogger = Pick<Logger, 'info' | 'warn' | 'error'>;

/** What is known of a request once it has been answered. No body, no query and no header is among it: they may be secret. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** None of what could not be read as a request. */
  readonly method?: string | undefined;
  /** The route as the document has it; what was asked for where that is none. */
  readonly route?: string | undefined;
  readonly status: number;
  readonly username?: string | undefined;
  readonly ipAddress?: string | undefined;
  /** Of the problem, where it is one. */
  readonly code?: string | undefined;
}

/** Writes one line for each request that was answered. */
export type RequestLog = (answered: AnsweredRequest, startedAt: number, error?: unknown) => void;

/** Lines at `info`; at `error`, with the error and its cause, for what the service is to blame for. */
export function requestLog(logger: RequestLogger, clock: Clock): RequestLog {
  return (answered, startedAt, error) => {
    const http = { ...answered, durationMs: clock.now().getTime() - startedAt };
    if (answered.status < 500) logger.info({ http }, 'request');
    else logger.error({ http, err: error }, 'request failed');
  };
}
