import type { Entities, EntityKind } from './kinds.ts';

/** The kinds of records that expire, and the field that says when. None of them has a password hash or money. */
const ENDS: { readonly [Kind in EntityKind]?: keyof Entities[Kind] & string } = Object.freeze({
  loginAttempts: 'expiresAt',
  sourceAttempts: 'expiresAt',
  refreshFamily: 'expiresAt',
  refreshToken: 'familyExpiresAt',
  accountToken: 'expiresAt',
  projection: 'expiresAt',
});

/** When the record expires and may be removed: ISO-8601 UTC. Undefined for a record that stays. */
export function recordEnd<Kind extends EntityKind>(entity: Kind, value: Entities[Kind]): string | undefined {
  const field = ENDS[entity];
  const end: unknown = field === undefined ? undefined : value[field];
  return typeof end === 'string' ? end : undefined;
}
