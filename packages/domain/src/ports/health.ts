/** What a health check found. `reason` says why the store is not healthy. */
export type Health =
  | { readonly healthy: true; readonly latencyMs: number }
  | { readonly healthy: false; readonly latencyMs: number; readonly reason: string };

/** Whether the store answers. */
export interface HealthCheck {
  /** Asks the store once. Never rejects: a failure is a finding. */
  check(): Promise<Health>;
}
