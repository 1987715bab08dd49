/** The caller can correct this: it is told in one line. */
export class UsageError extends Error {}
