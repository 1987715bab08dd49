import { type EntityKind, type Insert, recordEnd, type Save } from '@orderfolio/domain/adapter';

/** The attribute that DynamoDB removes items by, in seconds since 1970, some time after they have ended. */
export const TTL_ATTRIBUTE = 'ttl';

/** The attribute of records that expire. Records with a password hash or money never have it. */
export function ttlAttribute<Kind extends EntityKind>({
  entity,
  value,
}: Insert<Kind> | Save<Kind>): { readonly ttl: number } | undefined {
  const end = recordEnd(entity, value);
  return end === undefined ? undefined : { ttl: ttlOf(end) };
}

/** An instant as a `ttl`, rounded up. */
export function ttlOf(instant: string): number {
  return Math.ceil(Date.parse(instant) / 1000);
}
