import * as z from 'zod';
import { stored, text } from '../validation/schemas.ts';

/**
 * Something that was made of what other records tell, such as the figures of a day, or how far somebody has read. It can be made again, and
 * no command is decided on it.
 */
export const projectionSchema = z
  .strictObject({
    /** What it belongs to. The records of a collection are listed together. */
    collection: text(200),
    /** Its name in the collection, which is sorted by it. */
    name: text(200),
    /** JSON, which who made it reads through a schema of its own. */
    value: z.string().min(1).max(300_000),
    ...stored,
  })
  .readonly();

/** A record that was made of others. */
export type Projection = z.output<typeof projectionSchema>;
