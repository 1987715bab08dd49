import * as z from 'zod';
import { sha256, stored, timestamp } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

const ACCOUNT_TOKEN_PURPOSES = Object.freeze(['PASSWORD_RESET', 'EMAIL_VERIFICATION', 'EMAIL_CHANGE'] as const);
/** The purpose of a token that was sent to an address. */
export type AccountTokenPurpose = (typeof ACCOUNT_TOKEN_PURPOSES)[number];

/**
 * A token that was sent to an e-mail address, for one use. Its text, which names the address, is never stored, only its SHA-256. A
 * request for an unknown address stores one too, under a name that nobody has: it must cost the same.
 */
export const accountTokenSchema = z
  .strictObject({
    username: usernameSchema,
    tokenHash: sha256,
    purpose: z.enum(ACCOUNT_TOKEN_PURPOSES),
    /** The epoch of the login record when it was made: ending all logins also withdraws the token. */
    epoch: z.int().min(0),
    expiresAt: timestamp,
    usedAt: timestamp.optional(),
    ...stored,
  })
  .readonly();

/** A token that was sent to an e-mail address, for one use. */
export type AccountToken = z.output<typeof accountTokenSchema>;
