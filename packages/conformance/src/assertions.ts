import { Decimal, DomainError, type ErrorCode, type Page, type PageRequest, type Store } from '@orderfolio/domain';
import { adapterStoreOf, bookOf } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import type { Place } from './place.ts';

/** Expects the call to be refused with this code and these facts. `about` says which case of a table it was. */
export async function expectRefusal(
  call: Promise<unknown>,
  code: ErrorCode,
  facts: Readonly<Record<string, unknown>> = {},
  about: string = code,
): Promise<void> {
  const outcome = await call.then(
    () => 'it was carried out',
    (error: unknown) => error,
  );
  expect(outcome, about).toBeInstanceOf(DomainError);
  expect(outcome, about).toMatchObject({ code, ...facts });
}

type List<Item> = (page: PageRequest) => Promise<Page<Item>>;

/** No list of a test has so many pages. A cursor that does not advance ends here. */
const MOST_PAGES = 500;

/** Every page of a list. */
export async function everyPage<Item>(list: List<Item>, limit: number): Promise<(readonly Item[])[]> {
  const pages: (readonly Item[])[] = [];
  let cursor: string | undefined;
  do {
    expect(pages.length, 'the pages of the list come to an end').toBeLessThan(MOST_PAGES);
    const page = await list({ limit, cursor });
    pages.push(page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

/** Every item of a list. */
export async function everyItem<Item>(list: List<Item>): Promise<Item[]> {
  return (await everyPage(list, 100)).flat();
}

/** Everything that can be read of these users, of the catalogue, and of the orders that rest on it. */
export async function everything(store: Store, ...usernames: readonly string[]): Promise<object> {
  const { unitOfWork, triggers } = adapterStoreOf(store);
  const accountOf = async (username: string) => ({
    user: await store.users.get(username),
    account: await store.assetBalances.getAccount(username),
    cashRows: await everyItem((page) => store.balances.listTransactions(username, page)),
    assetRows: await everyItem((page) => store.assetTransactions.listByUser(username, page)),
    orders: await everyItem((page) => store.orders.listByUser(username, page)),
    login: (await unitOfWork.read([{ entity: 'login', username }]))[0],
    loginAttempts: await store.loginAttempts.get(username),
    refreshFamilies: await everyItem((page) => store.refreshTokens.listFamilies(username, page)),
    auditHead: await store.auditTrail.head(username),
    auditEntries: await everyItem((page) => store.auditTrail.list(username, page)),
  });
  const assets = await everyItem((page) => store.assets.list(page));
  const markets = assets.flatMap(({ assetId }) => CURRENCIES.map((currency) => ({ assetId, currency })));
  return {
    accounts: await Promise.all(usernames.map(accountOf)),
    assets,
    lastTicks: await unitOfWork.read(markets.map((market) => ({ entity: 'lastTick', ...market }) as const)),
    resting: await Promise.all(markets.map((market) => triggers.reachedByFall(bookOf(market), LEAST, { limit: 100 }))),
    rates: await everyItem((page) => store.rates.list(page)),
    activeAssets: await everyItem((page) => store.assets.listActive(page)),
  };
}

/** The asset that the tests trade in. */
const CURRENCIES = ['USD', 'EUR'] as const;

/** This price reaches everything that waits for a fall. */
const LEAST = new Decimal('0.000000000000000001');

/** Expects that the work, whatever it does, leaves every stored record as it was. */
export async function expectNothingWritten(
  { raw }: Pick<Place, 'raw'>,
  work: () => Promise<unknown>,
  about?: string,
): Promise<void> {
  const before = await raw.all();
  await work();
  expect(await raw.all(), about).toEqual(before);
}

/** As JSON carries it: amounts as text. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
