import { type Consumed, type ConsumeOptions, consume, Decimal, type FeedEvent, type Store } from '@orderfolio/domain';

const NAME = 'sums';

/** A consumer that sums what has moved in each account, exactly once: in the commit that moves its checkpoint. */
export function sumCash(store: Store, options: Partial<ConsumeOptions> = {}): Promise<Consumed> {
  return consume({
    store,
    name: NAME,
    // The lease of a killed worker is over soon.
    leaseMs: 1_000,
    async handle(events, { shard, read }) {
      const moved = events.filter((event) => event.type === 'CASH_MOVED');
      const names = [...new Set(moved.map(({ username }) => username))];
      const kept = await read(names.map((username) => ({ projection: NAME, key: `${username} ${shard}` })));
      return {
        projections: names.map((username, index) => ({
          projection: NAME,
          key: `${username} ${shard}`,
          value: sumOf(moved, username, kept[index]?.value).toString(),
        })),
      };
    },
    ...options,
  });
}

function sumOf(moved: readonly FeedEvent<'CASH_MOVED'>[], username: string, before = '0'): Decimal {
  return moved
    .filter((event) => event.username === username)
    .reduce((sum, { data }) => sum.plus(data.amount), new Decimal(before));
}

/** The sum of an account over all shards. */
export async function cashSumOf({ projections }: Store, username: string): Promise<Decimal> {
  const { items } = await projections.list(NAME, { from: `${username} `, to: `${username}!`, limit: 100 });
  return items.reduce((sum, { value }) => sum.plus(value), new Decimal('0'));
}
