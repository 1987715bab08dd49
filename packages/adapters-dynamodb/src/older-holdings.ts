import { type AssetTransaction, type Decimal, isDecimal } from '@orderfolio/domain';
import { costBasisOf } from '@orderfolio/domain/adapter';
import type { Connection } from './connection.ts';
import { SK_PREFIX } from './item-key.ts';
import { assetTransactionMapper } from './mappers/asset-transaction-mapper.ts';
import { type Item, readItem } from './mappers/mapper.ts';

type Items = readonly (Item | undefined)[];

/**
 * The items, with the cost basis in each holding. A release that did not keep it has left it out: then the ledger tells, in one query
 * more of each user, until the holding is written again.
 */
export async function withCostBasis<Found extends Items>(connection: Connection, items: Found): Promise<Found> {
  const owners = new Set(items.filter(isOlder).map(({ pk }) => pk));
  if (owners.size === 0) return items;
  const ledgers = new Map<string, readonly AssetTransaction[]>();
  await Promise.all([...owners].map(async (pk) => ledgers.set(pk, await ledgerOf(connection, pk))));
  // A map over a tuple is an array to the compiler: that it has the same items is stated here.
  return items.map((item) =>
    isOlder(item) ? { ...item, costBasis: basisOf(item, ledgers.get(item.pk) ?? []) } : item,
  ) as unknown as Found;
}

function isOlder(item: Item | undefined): item is Item {
  return item?.sk.startsWith(SK_PREFIX.holding) === true && !('costBasis' in item);
}

/** All rows of a user, the oldest first. One that cannot be read is left out: it is for `portfolio.reconcile` to find. */
async function ledgerOf(connection: Connection, pk: string): Promise<readonly AssetTransaction[]> {
  const items = await connection.query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': pk, ':sk': SK_PREFIX.assetRow },
    ConsistentRead: true,
  });
  return items
    .flatMap((item) => readItem(assetTransactionMapper, item) ?? [])
    .sort((one, other) => (one.holdingSequence ?? 0) - (other.holdingSequence ?? 0));
}

/** What the rows say that the holding knows of: others may have come since it was read. */
function basisOf({ sk, sequence }: Item, ledger: readonly AssetTransaction[]): Decimal | null {
  const assetId = sk.slice(SK_PREFIX.holding.length);
  const isKnown = ({ holdingSequence = 0 }: AssetTransaction): boolean =>
    !isDecimal(sequence) || sequence.gte(String(holdingSequence));
  return costBasisOf(ledger.filter((row) => row.assetId === assetId && isKnown(row))) ?? null;
}
