import { type AssetTransaction, type Decimal, isDecimal, StorageFailedError } from '@orderfolio/domain';
import { costBasisOf } from '@orderfolio/domain/adapter';
import type { Connection } from './connection.ts';
import { SK_PREFIX } from './item-key.ts';
import { assetTransactionMapper } from './mappers/asset-transaction-mapper.ts';
import { type Item, readItem } from './mappers/mapper.ts';

/**
 * The items, each holding with its cost basis. An older release wrote none. The basis is then computed from the ledger, with one more
 * query for each user, until the holding is written again.
 */
export function withCostBasis(connection: Connection, items: readonly Item[]): Promise<readonly Item[]>;
export function withCostBasis(
  connection: Connection,
  items: readonly (Item | undefined)[],
): Promise<readonly (Item | undefined)[]>;
export async function withCostBasis(
  connection: Connection,
  items: readonly (Item | undefined)[],
): Promise<readonly (Item | undefined)[]> {
  const owners = new Set(items.filter(isOlder).map(({ pk }) => pk));
  if (owners.size === 0) return items;
  const ledgers = new Map<string, Ledger>();
  await Promise.all([...owners].map(async (pk) => ledgers.set(pk, await ledgerOf(connection, pk))));
  return items.map((item) => (isOlder(item) ? { ...item, costBasis: basisOf(item, ledgers.get(item.pk)) } : item));
}

function isOlder(item: Item | undefined): item is Item {
  return item?.sk.startsWith(SK_PREFIX.holding) === true && !('costBasis' in item);
}

/** The rows of a user, oldest first. Undefined if one of them cannot be read: it may belong to any holding. */
type Ledger = readonly AssetTransaction[] | undefined;

async function ledgerOf(connection: Connection, pk: string): Promise<Ledger> {
  const items = await connection.query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': pk, ':sk': SK_PREFIX.assetRow },
    ConsistentRead: true,
  });
  try {
    const rows = items.flatMap((item) => readItem(assetTransactionMapper, item) ?? []);
    return rows.sort((one, other) => (one.holdingSequence ?? 0) - (other.holdingSequence ?? 0));
  } catch (error) {
    // The basis is unknown then. A broken row stops no command: `portfolio.reconcile` finds it.
    if (error instanceof StorageFailedError) return undefined;
    throw error;
  }
}

/** The basis by the rows that the holding counts. Others may have been added since it was read. */
function basisOf({ sk, sequence }: Item, ledger: Ledger): Decimal | null {
  if (ledger === undefined) return null;
  const assetId = sk.slice(SK_PREFIX.holding.length);
  const isKnown = ({ holdingSequence = 0 }: AssetTransaction): boolean =>
    !isDecimal(sequence) || sequence.gte(String(holdingSequence));
  return costBasisOf(ledger.filter((row) => row.assetId === assetId && isKnown(row))) ?? null;
}
