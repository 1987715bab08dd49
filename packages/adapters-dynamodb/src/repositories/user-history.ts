import type { ListIdentity } from '@orderfolio/domain/adapter';
import { userPartition } from '../item-key.ts';
import type { ListOf } from './list.ts';

/** The items of a user whose sort keys have the same prefix and then a ULID. On an index, only those with these attributes. */
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
