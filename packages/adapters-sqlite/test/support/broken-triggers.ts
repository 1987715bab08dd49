import { type IndexPage, idOf, orderTriggers, type Trigger } from '@orderfolio/domain/adapter';
import type { BrokenStore } from './broken-store.ts';

/** Stores that miss resting orders, or find orders that do not rest. */
export const BROKEN_TRIGGERS: readonly BrokenStore[] = [
  {
    fault: 'a fall reaches the lowest trigger first',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByFall: (book, price, range) =>
          withEntries(triggers.reachedByFall(book, price, range), (entries) => entries.toReversed()),
      },
    }),
    behaviour: 'triggers',
    test: 'a fall reaches what waits at its price or above: the highest first, then the oldest',
  },
  {
    fault: 'a price reaches what it is not at yet',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByRise: (book, value, range) => triggers.reachedByRise(book, value.times('1.001'), range),
      },
    }),
    behaviour: 'triggers',
    test: 'a rise reaches what waits at its price or below: the lowest first, then the oldest',
  },
  {
    fault: 'the books of all currencies are one',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByFall: (book, price, range) => triggers.reachedByFall(book.replace(/\/.*/, ''), price, range),
      },
    }),
    behaviour: 'triggers',
    test: 'keeps a book for each currency that orders are paid in',
  },
  {
    fault: 'an order stays in the index when it has ended',
    breakIt: ({ triggers }) => {
      const seen = new Map<string, Trigger>();
      return {
        triggers: {
          ...triggers,
          async reachedByFall(book, price, range) {
            const { entries } = await triggers.reachedByFall(book, price, range);
            for (const entry of entries) seen.set(idOf(entry), entry);
            return { entries: [...seen.values()] };
          },
        },
      };
    },
    behaviour: 'triggers',
    test: 'an order comes when it is queued, moves with its price, and leaves when it ends',
  },
  {
    fault: 'a page of the index begins at the beginning',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByRise: (book, value, { limit }) => triggers.reachedByRise(book, value, { limit }),
      },
    }),
    behaviour: 'trigger pages',
    test: 'goes on after the entry that it is told, among many of one price too',
  },
  {
    fault: 'a page of the index goes on behind all that wait for the price of its last entry',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByFall: (book, price, { limit, after }) =>
          triggers.reachedByFall(book, price, { limit, after: after && behindItsPrice(after) }),
      },
    }),
    behaviour: 'trigger pages',
    test: 'goes on after the entry that it is told, among many of one price too',
  },
  {
    fault: 'prices are sorted as text',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByFall: (book, price, range) =>
          withEntries(triggers.reachedByFall(book, price, range), (entries) =>
            entries.toSorted((one, other) => (fallOf(one) < fallOf(other) ? 1 : -1)),
          ),
      },
    }),
    behaviour: 'trigger pages',
    test: 'sorts prices of 1 to 38 digits as numbers, and not as text',
  },
  {
    fault: 'groups of trailing stops are in no index',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        reachedByFall: (book, price, range) =>
          withEntries(triggers.reachedByFall(book, price, range), (entries) =>
            entries.filter(({ kind }) => kind === 'order'),
          ),
      },
    }),
    behaviour: 'trailing stops',
    test: 'many ticks up, and one down: every order sells where its own trail ends',
  },
  {
    fault: 'an order is due only after its expiry',
    breakIt: ({ triggers }) => ({
      triggers: {
        ...triggers,
        dueBy: (now, range) =>
          withEntries(triggers.dueBy(now, range), (entries) =>
            entries.filter((entry) => entry.kind === 'order' && (entry.order.expiresAt ?? now) < now),
          ),
      },
    }),
    behaviour: 'due orders',
    test: 'an order is due from its expiry on: the earliest first, then the oldest',
  },
  {
    fault: 'the resting orders of an asset are those of one user',
    breakIt: ({ orders }) => ({
      orders: {
        ...orders,
        async listRestingByAsset(assetId, request) {
          const page = await orders.listRestingByAsset(assetId, request);
          return { ...page, items: page.items.filter(({ username }) => username === page.items[0]?.username) };
        },
      },
    }),
    behaviour: 'due orders',
    test: 'lists what rests on an asset, of all users, newest first; what has ended is not there',
  },
  {
    fault: 'the ledger row of a hold is not ended with its order',
    breakIt: ({ unitOfWork }) => ({
      unitOfWork: {
        read: (keys) => unitOfWork.read(keys),
        commit: ({ changes, ...rest }) =>
          unitOfWork.commit({
            ...rest,
            changes: changes.filter((change) => change.action !== 'save' || change.entity !== 'balanceTransaction'),
          }),
      },
    }),
    behaviour: 'price ticks',
    test: 'a limit buy fills at the price, and what is left of its hold returns',
  },
];

/** The page with other entries. */
async function withEntries<Entry>(
  page: Promise<IndexPage<Entry>>,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Promise<IndexPage<Entry>> {
  const { entries, next } = await page;
  return { entries: change(entries), next };
}

/** The place after everything that waits for the same price. No id sorts after this one. */
function behindItsPrice(place: string): string {
  return `${place.slice(0, place.indexOf(' '))} ~`;
}

/** The price that the order waits to fall to, as text. */
function fallOf(entry: Trigger): string {
  return entry.kind === 'order' ? String(orderTriggers(entry.order).fall?.at) : '';
}
