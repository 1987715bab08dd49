export { type Command, type CommandContext, type Decision, execute, type Moment } from './execute.ts';
export type { Replayable } from './idempotency.ts';
export { RECEIPT_SCOPES, type Receipt, receiptSchema } from './receipt.ts';
