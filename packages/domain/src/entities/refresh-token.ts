import * as z from 'zod';
import { sha256, stored, text, timestamp, ulid } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** One login, with all the refresh tokens that followed one another in it: they end together. */
export const refreshFamilySchema = z
  .strictObject({
    username: usernameSchema,
    familyId: ulid,
    /** As in the login attempts when it began: it has ended once theirs is higher. */
    epoch: z.int().min(0),
    expiresAt: timestamp,
    revokedAt: timestamp.optional(),
    revokedReason: text(50).optional(),
    ...stored,
  })
  .readonly();

/** The refresh tokens that descend from one login. */
export type RefreshFamily = z.output<typeof refreshFamilySchema>;

const REFRESH_TOKEN_STATUSES = Object.freeze(['ACTIVE', 'ROTATED'] as const);
/** Whether a refresh token may be used: a `ROTATED` one was exchanged for its successor. */
export type RefreshTokenStatus = (typeof REFRESH_TOKEN_STATUSES)[number];

/** A refresh token that was given out. Its text is never stored, only the SHA-256 of it. */
export const refreshTokenSchema = z
  .strictObject({
    username: usernameSchema,
    tokenHash: sha256,
    familyId: ulid,
    /** ROTATED once the next token was given out for it: whoever presents it again has stolen it, or was stolen from. */
    status: z.enum(REFRESH_TOKEN_STATUSES),
    expiresAt: timestamp,
    ...stored,
  })
  .readonly();

/** A refresh token that was given out. */
export type RefreshToken = z.output<typeof refreshTokenSchema>;
