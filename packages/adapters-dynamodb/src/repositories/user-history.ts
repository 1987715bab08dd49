import type { ListIdentity } from '@orderfolio/domain/adapter';
import { userPartition } from '../item-key.ts';
import type { ListOf } from './list.ts';

/** The items of a user whose sort keys begin alike and go on with a ULID; those with these attributes, on an index. */
export function historyOf(
  identity: ListIdentity,
  username: string,
  prefix: string,
  attributes: Readonly<Record<string, string>> = {},
): ListOf {
  const pk = userPartition(username);
  return {
    identity,
    values: { pk, ...attributes, sk: prefix },
    startAfter: (id) => ({ pk, ...attributes, sk: prefix + id }),
  };
}
