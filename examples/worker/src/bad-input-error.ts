/** The operator can correct this. It is printed in one line, without a stack trace. */
export class BadInputError extends Error {}
