/** The cause of a change of a balance or a holding: a ledger row, or an order that holds something. */
export interface Cause {
  /** The id of the row or the order. */
  readonly id: string;
  /** The timestamp of all that is written with it: ISO-8601 UTC, not before the timestamps of what it changes. */
  readonly at: string;
}

/** The later of two timestamps, or the greater of two ids: both sort as text. */
export function laterOf(one: string | undefined, other: string): string {
  return one === undefined || one < other ? other : one;
}
