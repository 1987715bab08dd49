import { ConfigurationInvalidError } from '@orderfolio/domain';
import * as z from 'zod';

const YEAR_S = 31_536_000;
const seconds = z.int().min(1).max(YEAR_S);

const policySchema = z
  .strictObject({
    /** How many refused tries in a row pause the account. Every later one pauses it again. Default 5. */
    failuresBeforePause: z.int().min(1).max(1000).default(5),
    /** The same for one network address, across all names that it tries. Default 100. */
    failuresBeforeSourcePause: z.int().min(1).max(100_000).default(100),
    /** The first pause. Each later pause is twice as long as the one before. Default 60. */
    firstPauseSeconds: seconds.default(60),
    /** The longest pause. Default 3,600. */
    longestPauseSeconds: seconds.default(3_600),
    /** The count restarts after this time without a refused try. Default 86,400. */
    forgetFailuresAfterSeconds: seconds.default(86_400),
    /** A refresh token expires if it is not used for this time. Default 604,800: a week. */
    refreshTokenSeconds: seconds.default(604_800),
    /** A login ends after this time, however often it is refreshed. Default 2,592,000: thirty days. */
    loginSeconds: seconds.default(2_592_000),
    /** A used refresh token that comes again within this time gets the same answer, while that answer is unused. Default 30; 0: never. */
    refreshGraceSeconds: z.int().min(0).max(3_600).default(30),
    /** A device that has logged in is recognised for this time. Default 15,552,000: half a year. */
    deviceSeconds: seconds.default(15_552_000),
    /** The most open logins. One more ends the oldest. Default: no limit. */
    maxSessions: z.int().min(1).max(1_000).optional(),
    /** A token to reset a password expires after this. Default 3,600: an hour. */
    passwordResetSeconds: seconds.default(3_600),
    /** A token to verify an e-mail address expires after this. Default 86,400: a day. */
    emailVerificationSeconds: seconds.default(86_400),
  })
  .readonly();

/** How many refused tries the service allows, and how long a login lasts. Times are in seconds. */
export type AuthenticationPolicy = z.input<typeof policySchema>;
export type Policy = z.output<typeof policySchema>;

/** The policy with its defaults. CONFIGURATION_INVALID for a number out of range or an unknown rule. */
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

/** The instant that is this many seconds after another. */
export function later(instant: string, addedSeconds: number): string {
  return new Date(Date.parse(instant) + addedSeconds * 1000).toISOString();
}
