import { ASSET_ID, type Market, openMarket, QUANTITY, temporaryFolder } from './market.ts';
import type { Compare, Comparison, Contender } from './rounds.ts';

const USERS = 64;

export interface FeedResult {
  readonly name: string;
  readonly perRound: number;
  readonly comparison: Comparison | undefined;
}

/** The cost of the feed: market orders with it against market orders without it. */
export async function compareFeeds(compare: Compare): Promise<readonly FeedResult[]> {
  await using folder = await temporaryFolder();
  return [
    await buyOneByOne(compare, 'market buy in memory, one at a time'),
    await buyAtOnce(compare, `market buy in a file, FULL, ${USERS} callers`, (name) => folder.file(name)),
  ];
}

async function buyOneByOne(compare: Compare, name: string): Promise<FeedResult> {
  const perRound = 4 * USERS;
  const send = async (market: Market): Promise<void> => {
    for (let sent = 0; sent < perRound; sent++) await buy(market, sent);
  };
  return { name, perRound, comparison: await withAndWithout(compare, () => ':memory:', send, 120) };
}

async function buyAtOnce(compare: Compare, name: string, filename: (name: string) => string): Promise<FeedResult> {
  const perCaller = 4;
  const send = async (market: Market): Promise<void> => {
    const caller = async (user: number): Promise<void> => {
      for (let sent = 0; sent < perCaller; sent++) await buy(market, user);
    };
    await Promise.all(market.usernames.map((_username, user) => caller(user)));
  };
  return { name, perRound: perCaller * USERS, comparison: await withAndWithout(compare, filename, send, 40) };
}

async function withAndWithout(
  compare: Compare,
  filename: (name: string) => string,
  send: (market: Market) => Promise<void>,
  rounds: number,
): Promise<Comparison | undefined> {
  await using told = await openMarket({ filename: filename('told'), users: USERS, changeFeed: true });
  await using untold = await openMarket({ filename: filename('untold'), users: USERS });
  const ours: Contender = { name: 'with a feed', run: () => send(told) };
  const [comparison] = await compare(ours, [{ name: 'without', run: () => send(untold) }], rounds);
  return comparison;
}

function buy({ app, usernames }: Market, user: number): Promise<unknown> {
  const username = usernames[user % usernames.length] ?? '';
  return app.orders.place({ username, orderType: 'MARKET_BUY', assetId: ASSET_ID, quantity: QUANTITY });
}
