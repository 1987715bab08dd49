import * as z from 'zod';
import { idempotencyKey, stored, text } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** The groups of commands with separate idempotency keys: one key may be used once in each. */
export const RECEIPT_SCOPES = Object.freeze(['FUNDS', 'PORTFOLIO', 'ORDER'] as const);

/**
 * Proof that a command with this key was carried out: its request and its result. It is written in the command's own commit and kept for
 * ever, so a repeat is recognised at any later time.
 */
export const receiptSchema = z
  .strictObject({
    username: usernameSchema,
    /** The keys of cash commands, the keys of asset commands, and client order ids are separate. */
    scope: z.enum(RECEIPT_SCOPES),
    key: idempotencyKey,
    /** The id of the entity that the command made: a transaction or an order. */
    subjectId: text(100),
    /** The command as canonical JSON, or the SHA-256 of that if it is longer. Older releases stored it whole. */
    request: z.string(),
    /** The part of the result that the command's records do not show, as JSON. Older releases stored it whole. */
    result: z.string(),
    /** Binds the receipt to its subject. Absent in receipts of older releases. */
    seal: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')
      .optional(),
    ...stored,
  })
  .readonly();

/** Proof that a command with a key was carried out. */
export type Receipt = z.output<typeof receiptSchema>;
