interface Outcome {
  readonly applied: boolean;
  readonly filled: readonly unknown[];
  readonly failed: readonly unknown[];
  readonly expired: readonly unknown[];
  readonly skipped: readonly unknown[];
}

/** What a price has done to the resting orders, in a sentence. */
export function outcomeText({ applied, filled, failed, expired, skipped }: Outcome): string {
  if (!applied) return 'A newer price is known: nothing has changed.';
  const parts = [
    [filled, 'filled'],
    [failed, 'failed'],
    [expired, 'expired'],
    [skipped, 'left for the next price'],
  ] as const;
  const told = parts.filter(([orders]) => orders.length > 0).map(([orders, what]) => `${orders.length} ${what}`);
  return told.length === 0 ? 'Applied. It reached no resting order.' : `Applied. Orders: ${told.join(', ')}.`;
}
