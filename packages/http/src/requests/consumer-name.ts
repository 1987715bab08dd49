import * as z from 'zod';

/** The name of a consumer, as `consume` takes it. */
export const consumerSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,40}$/, 'must be 1 to 40 letters, digits, dots, dashes and underscores');
