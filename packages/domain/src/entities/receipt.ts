import * as z from 'zod';
import { idempotencyKey, stored, text } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** The groups of commands whose idempotency keys are apart: one key may be used once in each. */
export const RECEIPT_SCOPES = Object.freeze(['FUNDS', 'PORTFOLIO', 'ORDER'] as const);

/**
 * Proof that a command with this key was carried out: what it asked for and what came of it.
 * It is written in the command's own commit and kept for ever, so a repeat is recognised at any later time.
 */
export const receiptSchema = z
  .strictObject({
    username: usernameSchema,
    /** The keys of cash commands, those of asset commands, and client order ids do not meet. */
    scope: z.enum(RECEIPT_SCOPES),
    key: idempotencyKey,
    /** The entity that the command made: a transaction id, an order id. */
    subjectId: text(100),
    /** The command, as canonical JSON, or the SHA-256 of that where it is longer. An older release has stored it whole. */
    request: z.string(),
    /** What of the result the records of the command do not tell, as JSON. An older release has stored it whole. */
    result: z.string(),
    /** Binds the receipt to what it is about. None in a receipt of an older release. */
    seal: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')
      .optional(),
    ...stored,
  })
  .readonly();

/** Proof that a command with a key was carried out. */
export type Receipt = z.output<typeof receiptSchema>;
