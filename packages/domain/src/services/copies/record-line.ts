import { asciiOf } from '../../command/canonical.ts';
import { ENTITIES, type EntityKind } from '../../entities/kinds.ts';
import { ValidationError } from '../../errors/validation-error.ts';
import type { EntityRecord } from '../../ports/bulk-loader.ts';
import { parse } from '../../validation/parse.ts';

/** A record as a line of ASCII. Its fields are in the order of the schema, so equal records make equal lines, whatever stored them. */
export function lineOf({ entity, value }: EntityRecord): string {
  return asciiOf(JSON.stringify({ entity, value }));
}

/** The record of a line. VALIDATION_FAILED, naming the field after the kind, such as `order.quantity`. */
export function recordIn(line: Readonly<Record<string, unknown>>): EntityRecord {
  const { entity, value, ...more } = line;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw new ValidationError({ field: unknown, rule: 'is not a known field' });
  if (typeof entity !== 'string' || !isKind(entity))
    throw new ValidationError({ field: 'entity', rule: `must be one of ${Object.keys(ENTITIES).join(', ')}` });
  return recordOf(entity, value);
}

function recordOf<Kind extends EntityKind>(entity: Kind, value: unknown): EntityRecord<Kind> {
  try {
    return { entity, value: parse(ENTITIES[entity].schema, value, 'value') };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const field = error.field === 'value' ? entity : `${entity}.${error.field}`;
    throw new ValidationError({ field, rule: error.rule });
  }
}

/** True for the name of a kind of entity. */
function isKind(word: string): word is EntityKind {
  return Object.hasOwn(ENTITIES, word);
}
