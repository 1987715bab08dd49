import { handWrittenMarketBuy } from './hand-written.ts';
import { handWrittenGroupCommit, handWrittenTransaction } from './hand-written-commit.ts';
import { ASSET_ID, type Market, openMarket, QUANTITY, temporaryFolder } from './market.ts';
import type { Compare, Comparison, Contender } from './rounds.ts';

export const CALLERS = 64;

export interface MarketBuyResult {
  readonly flowsPerRound: number;
  readonly rounds: number;
  readonly comparisons: readonly Comparison[];
}

/** In memory, one order after another. This is the cost of the library itself. */
export async function buyInMemory(compare: Compare): Promise<MarketBuyResult> {
  return buySequentially(compare, () => ':memory:', { flowsPerRound: 4 * CALLERS, rounds: 120 });
}

/** In a file with a sync in every commit, one order after another. The disk sets the pace here. */
export async function buyInFile(compare: Compare): Promise<MarketBuyResult> {
  await using folder = await temporaryFolder();
  return await buySequentially(compare, (name) => folder.file(name), { flowsPerRound: CALLERS, rounds: 60 });
}

async function buySequentially(
  compare: Compare,
  filename: (name: string) => string,
  { flowsPerRound, rounds }: { readonly flowsPerRound: number; readonly rounds: number },
): Promise<MarketBuyResult> {
  await using ourMarket = await openMarket({ filename: filename('ours'), users: CALLERS });
  await using theirMarket = await openMarket({ filename: filename('by-hand'), users: CALLERS });
  const ours: Contender = {
    name: 'ours',
    async run() {
      for (let flow = 0; flow < flowsPerRound; flow++) await placeOne(ourMarket, flow);
    },
  };
  return { flowsPerRound, rounds, comparisons: await compare(ours, [oneByOne(theirMarket, flowsPerRound)], rounds) };
}

/**
 * In a file with a sync in every commit, 64 callers at once, for a user each or all for one. This is the worth of a shared sync, and of a
 * shared commit.
 */
export async function buyInFileAtOnce(compare: Compare, users: 1 | typeof CALLERS): Promise<MarketBuyResult> {
  const flowsPerCaller = 4;
  const flowsPerRound = CALLERS * flowsPerCaller;
  const rounds = 40;
  await using folder = await temporaryFolder();
  await using ourMarket = await openMarket({ filename: folder.file('ours'), users });
  await using singleMarket = await openMarket({ filename: folder.file('one-by-one'), users });
  await using groupMarket = await openMarket({ filename: folder.file('grouped'), users });
  const ours: Contender = {
    name: 'ours',
    run: () => callAtOnce(flowsPerCaller, (caller) => placeOne(ourMarket, caller)),
  };
  const contenders = [oneByOne(singleMarket, flowsPerRound), grouped(groupMarket, flowsPerCaller)];
  return { flowsPerRound, rounds, comparisons: await compare(ours, contenders, rounds) };
}

/** Every order has its own transaction. The driver is synchronous, so concurrent callers would wait in line. */
function oneByOne(market: Market, flowsPerRound: number): Contender {
  const buy = handWrittenMarketBuy(market.database);
  const transaction = handWrittenTransaction(market.database);
  return {
    name: 'one transaction per order',
    run() {
      for (let flow = 0; flow < flowsPerRound; flow++)
        transaction(() => buy(usernameOf(market, flow), ASSET_ID, QUANTITY));
    },
  };
}

function grouped(market: Market, flowsPerCaller: number): Contender {
  const buy = handWrittenMarketBuy(market.database);
  const submit = handWrittenGroupCommit(market.database);
  return {
    name: 'group commit',
    run: () =>
      callAtOnce(flowsPerCaller, (caller) => submit(() => buy(usernameOf(market, caller), ASSET_ID, QUANTITY))),
  };
}

/** Every caller sends one order after another, and the callers run side by side. */
async function callAtOnce(flowsPerCaller: number, flow: (caller: number) => Promise<unknown>): Promise<void> {
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      for (let flows = 0; flows < flowsPerCaller; flows++) await flow(caller);
    }),
  );
}

function placeOne(market: Market, flow: number): Promise<unknown> {
  const username = usernameOf(market, flow);
  return market.app.orders.place({ username, orderType: 'MARKET_BUY', assetId: ASSET_ID, quantity: QUANTITY });
}

function usernameOf({ usernames }: Market, flow: number): string {
  return usernames[flow % usernames.length] ?? '';
}
