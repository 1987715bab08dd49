import { timestampSchema, ulidSchema, userSchema } from '@orderfolio/domain/schemas';
import type { OpenSession, PublicUser, Session } from '@orderfolio/security';
import * as z from 'zod';
import { kind } from './result-kind.ts';

const { shape: everyUserField } = userSchema.unwrap();
const { statusAt: _at, statusBy: _by, statusReason: _reason, ...ownFields } = everyUserField;
const ownSchema = z.strictObject(ownFields);
/** Users as they see themselves, without the notes of operators. */
function presentOwn({ statusAt, statusBy, statusReason, ...own }: PublicUser<string>): object {
  return own;
}
export const user = kind<PublicUser<string>>('User', ownSchema, presentOwn);
/** A user as operators see them. */
export const account = kind<PublicUser<string>>('Account', userSchema);

export const sessions = kind<{ readonly items: readonly OpenSession[] }>(
  'Sessions',
  z.strictObject({
    items: z.array(
      z.strictObject({
        familyId: ulidSchema,
        deviceLabel: z.string().optional(),
        createdAt: timestampSchema,
        lastUsedAt: timestampSchema,
        lastAddress: z.string().optional(),
        expiresAt: timestampSchema,
      }),
    ),
  }),
);

export const registered = kind<{ readonly user: PublicUser<string> }>(
  'Registered',
  z.strictObject({ user: ownSchema }),
  ({ user: own }) => ({
    user: presentOwn(own),
  }),
);
export const session = kind<Session<string>>(
  'Session',
  z.strictObject({
    accessToken: z.string(),
    accessTokenExpiresAt: timestampSchema,
    refreshToken: z.string(),
    refreshTokenExpiresAt: timestampSchema,
    /** Only after a login. */
    deviceToken: z.string().optional(),
    user: ownSchema,
  }),
  (opened) => ({ ...opened, user: presentOwn(opened.user) }),
);
