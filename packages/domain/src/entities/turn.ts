import * as z from 'zod';
import { stored, text, ulid } from '../validation/schemas.ts';

/**
 * A process asks the others that work on the same lane to wait, because it loses every race against them. A lane has one record, made
 * when a process first asks.
 */
export const turnSchema = z
  .strictObject({
    /** Whose commands run one after another in each process: a username, or an asset. */
    lane: text(100),
    /** The process that asked last. */
    holder: ulid,
    /** The others wait while it is open. */
    isOpen: z.boolean(),
    ...stored,
  })
  .readonly();

/** The turn of a process on a lane. */
export type Turn = z.output<typeof turnSchema>;
