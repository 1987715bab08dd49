import { isDecimal } from '@orderfolio/domain';
import { type Change, keyOf } from '@orderfolio/domain/adapter';
import { itemKeyOf } from './item-key.ts';
import type { Attributes, Item } from './mappers/mapper.ts';

/**
 * A query may see half of a transaction: the cash of an order without its holding. So each balance and holding has, as `peers`, the
 * versions that the others of its account had in the commit that wrote it. A reader that finds a peer at an earlier version has seen such
 * a half, and reads again. This costs some 30 bytes, and no request. Source: "Transaction isolation levels in DynamoDB", Developer Guide.
 */
export function peersOf(changes: readonly Change[]): ReadonlyMap<Change, Attributes> {
  const written = changes.flatMap((change) =>
    change.action !== 'check' && (change.entity === 'balance' || change.entity === 'assetBalance')
      ? [{ change, ...itemKeyOf(keyOf(change)), version: change.value.version }]
      : [],
  );
  if (written.length < 2) return new Map();
  return new Map(
    written.map(({ change, pk, sk }) => {
      const others = written.filter((other) => other.pk === pk && other.sk !== sk);
      return [change, Object.fromEntries(others.map((other) => [other.sk, other.version]))] as const;
    }),
  );
}

/** True if the items of an account were read in the middle of a commit. */
export function isTorn(items: readonly Item[]): boolean {
  const versions = new Map(items.map(({ sk, version }) => [sk, version]));
  return items.some(({ peers }) =>
    Object.entries(typeof peers === 'object' && peers !== null ? peers : {}).some(([sk, expected]) => {
      const found = versions.get(sk);
      return isDecimal(expected) && (!isDecimal(found) || found.lt(expected));
    }),
  );
}
