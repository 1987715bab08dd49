/** An error that the caller can correct. It is printed in one line. */
export class UsageError extends Error {}
