/** The operator can mend this: it is told in one line, without a stack trace. */
export class BadInputError extends Error {}
