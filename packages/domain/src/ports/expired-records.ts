/** The number of records that one call has removed, and where the next call continues. */
export interface Purged {
  readonly removed: number;
  /** Opaque. Absent once all records were looked at. */
  readonly nextCursor?: string;
}

/** The records that expire: logins, refresh tokens, tokens that were sent by mail, counts of names that nobody has. */
export interface ExpiredRecords {
  /**
   * Removes some of the records that had expired at this instant, in a time that does not grow with their number. A record that is
   * written again meanwhile, with a later end, stays. After STORAGE_FAILED some may be gone: call again.
   */
  purge(now: string, cursor?: string): Promise<Purged>;
}
