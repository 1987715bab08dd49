/** What one call has removed, and where the next goes on. */
export interface Purged {
  readonly removed: number;
  /** Opaque. None once all has been looked at. */
  readonly nextCursor?: string;
}

/** The records that end by themselves: logins, refresh tokens, tokens that were sent by mail, counts of names that nobody has. */
export interface ExpiredRecords {
  /**
   * Removes some of the records that had ended at this instant, in a time that does not grow with how many there are. One that is
   * written again meanwhile, with a later end, stays. STORAGE_FAILED, and then some may be gone: call again.
   */
  purge(now: string, cursor?: string): Promise<Purged>;
}
