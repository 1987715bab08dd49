import { ConfigurationInvalidError } from '@orderfolio/domain';
import * as z from 'zod';

const YEAR_S = 31_536_000;
const seconds = z.int().min(1).max(YEAR_S);

const policySchema = z
  .strictObject({
    /** So many refused tries in a row are free; with the last of them, and every one after it, the account pauses. Default 5. */
    failuresBeforePause: z.int().min(1).max(1000).default(5),
    /** As above, of one network address, whatever names it tries. Default 100. */
    failuresBeforeSourcePause: z.int().min(1).max(100_000).default(100),
    /** The first pause; each is twice as long as the one before. Default 60. */
    firstPauseSeconds: seconds.default(60),
    /** No pause is longer. Default 3,600. */
    longestPauseSeconds: seconds.default(3_600),
    /** After so long without a refused try, the count starts anew. Default 86,400. */
    forgetFailuresAfterSeconds: seconds.default(86_400),
    /** A refresh token that is not used for so long expires. Default 604,800: a week. */
    refreshTokenSeconds: seconds.default(604_800),
    /** However often it is refreshed, a login ends after this. Default 2,592,000: thirty days. */
    loginSeconds: seconds.default(2_592_000),
    /** A refresh token that comes again so soon is answered as before, while that answer is unused. Default 30; 0: never. */
    refreshGraceSeconds: z.int().min(0).max(3_600).default(30),
    /** For so long a device that has logged in is known again. Default 15,552,000: half a year. */
    deviceSeconds: seconds.default(15_552_000),
    /** A login in excess of so many ends the oldest that is open. Default: no limit. */
    maxSessions: z.int().min(1).max(1_000).optional(),
    /** A token to reset a password expires after this. Default 3,600: an hour. */
    passwordResetSeconds: seconds.default(3_600),
    /** A token to verify an e-mail address expires after this. Default 86,400: a day. */
    emailVerificationSeconds: seconds.default(86_400),
  })
  .readonly();

/** How patient the service is with refused tries, and how long a login lasts. Times are in seconds. */
export type AuthenticationPolicy = z.input<typeof policySchema>;
export type Policy = z.output<typeof policySchema>;

/** The policy with its defaults. CONFIGURATION_INVALID for a number out of range or a rule that is not known. */
export function readPolicy(given: AuthenticationPolicy = {}): Policy {
  const parsed = read(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigurationInvalidError({
    field: ['policy', ...(issue?.path ?? [])].join('.'),
    rule: `is refused: ${issue?.message}`,
  });
}

function read(given: AuthenticationPolicy): z.ZodSafeParseResult<Policy> {
  try {
    return policySchema.safeParse(given);
  } catch (cause) {
    throw new ConfigurationInvalidError({ field: 'policy', rule: 'cannot be read' }, { cause });
  }
}

/** The instant so many seconds after another. */
export function later(instant: string, addedSeconds: number): string {
  return new Date(Date.parse(instant) + addedSeconds * 1000).toISOString();
}
