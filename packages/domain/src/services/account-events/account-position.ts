import * as z from 'zod';
import { ValidationError } from '../../errors/validation-error.ts';
import { openText, sealText } from '../../ports/page.ts';
import { parse } from '../../validation/parse.ts';
import { timestamp, ulid } from '../../validation/schemas.ts';

/** A position goes into a header, so it names no more than so many records that are open. */
export const MOST_NAMED = 24;

const named = z.array(ulid).max(MOST_NAMED);
const positionSchema = z.strictObject({
  /** When the last event that was told happened. */
  at: timestamp,
  /** The newest orders that were open then. */
  orders: named,
  /** The oldest order that was open then, if `orders` does not name it. */
  oldest: ulid.optional(),
  /** The newest rows of cash that were pending then, but for those of orders. */
  rows: named,
  /** How many effects each balance had had by then. */
  effects: z.record(z.string(), z.int()),
});
export type AccountPosition = z.output<typeof positionSchema>;

/** Opaque, and of this user alone. */
export function sealPosition(username: string, position: AccountPosition): string {
  return sealText(['account', username], JSON.stringify(position));
}

/** VALIDATION_FAILED for what is no position in the events of this user. */
export function openPosition(username: string, sealed: string): AccountPosition {
  const text = openText(['account', username], sealed);
  if (text === undefined)
    throw new ValidationError({ field: 'after', rule: 'must be a position that was given with an event, unchanged' });
  return parse(positionSchema, JSON.parse(text), 'after');
}
