import * as z from 'zod';
import { stored, text, timestamp } from '../validation/schemas.ts';

/** The family of a projection, and its key in it. */
export const projectionKey = { projection: text(100), key: text(200) };

/** A text that a reader of the feed keeps: what it has made of the events, or how far it has read. No rule of the books rests on one. */
export const projectionSchema = z
  .strictObject({
    ...projectionKey,
    /** As its writer made it, for example JSON. */
    value: z.string().max(100_000),
    /** It may be removed from then on. */
    expiresAt: timestamp.optional(),
    ...stored,
  })
  .readonly();

/** What a reader of the feed keeps: a text under a key, in a family of such texts. */
export type Projection = z.output<typeof projectionSchema>;

/** The next state of a projection: `previous` with another text, or a new one. */
export function nextProjection(
  { projection, key }: Pick<Projection, 'projection' | 'key'>,
  previous: Projection | undefined,
  value: string,
  now: string,
  expiresAt?: string,
): Projection {
  const createdAt = previous?.createdAt ?? now;
  return { projection, key, value, expiresAt, version: 1, createdAt, updatedAt: now };
}
