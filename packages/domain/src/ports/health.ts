import { DomainError } from '../errors/domain-error.ts';
import type { Clock } from './clock.ts';

/** The result of a health check. `reason` says why the store is not healthy. */
export type Health =
  | { readonly healthy: true; readonly latencyMs: number }
  | { readonly healthy: false; readonly latencyMs: number; readonly reason: string };

/** Whether the store answers. */
export interface HealthCheck {
  /** Asks the store once. It does not reject if the store fails: that is a finding. */
  check(): Promise<Health>;
}

/** Makes the port from an adapter's one question to its store: why it is not healthy, or undefined if it is. */
export function checkHealth(clock: Clock, reasonNot: () => Promise<string | undefined>): HealthCheck {
  return {
    async check() {
      const started = clock.now().getTime();
      const reason = await reasonOrFailure(reasonNot);
      const latencyMs = Math.max(0, clock.now().getTime() - started);
      return reason === undefined ? { healthy: true, latencyMs } : { healthy: false, latencyMs, reason };
    },
  };
}

async function reasonOrFailure(reasonNot: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await reasonNot();
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
