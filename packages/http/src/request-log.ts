import type { Clock } from '@orderfolio/domain';
import type { Logger } from 'pino';

/** The logger of the API: a pino logger. */
export type RequestLogger = Pick<Logger, 'info' | 'warn' | 'error'>;

/** The facts about an answered request. There is no body, no query and no header, since they may be secret. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** Absent if it could not be read as a request. */
  readonly method?: string | undefined;
  /** The route as the document has it, or the requested path if there is no route. */
  readonly route?: string | undefined;
  readonly status: number;
  readonly username?: string | undefined;
  readonly ipAddress?: string | undefined;
  /** The code of the problem, if it is one. */
  readonly code?: string | undefined;
}

/** Writes one line for each request that was answered. */
export type RequestLog = (answered: AnsweredRequest, startedAt: number, error?: unknown) => void;

/** Writes lines at `info`. If the service is to blame, it writes at `error`, with the error and its cause. */
export function requestLog(logger: RequestLogger, clock: Clock): RequestLog {
  return (answered, startedAt, error) => {
    const http = { ...answered, durationMs: clock.now().getTime() - startedAt };
    if (answered.status < 500) logger.info({ http }, 'request');
    else logger.error({ http, err: error }, 'request failed');
  };
}
