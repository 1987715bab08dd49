import * as z from 'zod';
import type { CommandContext } from '../command/execute.ts';
import { type Asset, assetIdSchema } from '../entities/asset.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { AssetTransaction } from '../entities/asset-transaction.ts';
import type { EntityKey } from '../entities/kinds.ts';
import type { LastTick } from '../entities/last-tick.ts';
import { usernameSchema } from '../entities/user.ts';
import { AssetBalanceNotFoundError, UserNotFoundError } from '../errors/not-found-errors.ts';
import { DEFAULT_CURRENCY, marketValueOf } from '../money/currency.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { AssetBalanceRepository, Holdings } from '../ports/asset-balance-repository.ts';
import type { AssetTransactionRepository } from '../ports/asset-transaction-repository.ts';
import { type Page, type PageRequest, pageFields } from '../ports/page.ts';
import type { RecordRepository } from '../ports/record-repository.ts';
import { requireUser } from '../ports/user-repository.ts';
import { priceNow } from '../rules/pricing.ts';
import { parse } from '../validation/parse.ts';
import { type AssetMovements, createAssetMovements } from './asset-movements.ts';
import type { Prices } from './prices.ts';
import { type Reconciliation, reconcile } from './reconciliation/reconcile.ts';

/** A holding and what it is worth in US dollars, rounded down to the cent; both undefined when there is no price. */
export interface ValuedHolding extends Pick<AssetBalance, 'assetId' | 'available' | 'held' | 'quantity'> {
  readonly price: Decimal | undefined;
  readonly value: Decimal | undefined;
}

/** What a user owns at current prices, in US dollars. */
export interface PortfolioValue {
  readonly username: string;
  /** Cash, held cash included. */
  readonly usdBalance: Decimal;
  /** Every holding that is not empty, in the order of the asset ids. */
  readonly assetBalances: readonly ValuedHolding[];
  readonly totalAssetValue: Decimal;
  /** usdBalance + totalAssetValue. */
  readonly totalPortfolioValue: Decimal;
  /** Held assets without a price now, for whatever reason: the totals leave them out. */
  readonly unpriced: readonly string[];
}

/** Which page of the asset ledger `portfolio.listTransactions` reads, and of which asset. */
export interface ListAssetTransactions extends PageRequest {
  readonly assetId?: string | undefined;
}

/** What a user owns. Every method may reject with VALIDATION_FAILED, USER_NOT_FOUND and STORAGE_FAILED. */
export interface PortfolioService extends AssetMovements {
  /** Cash, holdings and their value at current prices. */
  value(username: string): Promise<PortfolioValue>;
  /** Every holding that is not empty, in the order of the asset ids. */
  holdings(username: string): Promise<readonly AssetBalance[]>;
  /** One holding, empty or not. ASSET_BALANCE_NOT_FOUND when the asset was never held. */
  holding(username: string, assetId: string): Promise<AssetBalance>;
  /** The asset ledger, of one asset or of all, newest first. INVALID_CURSOR. */
  listTransactions(username: string, request?: ListAssetTransactions): Promise<Page<AssetTransaction>>;
  /**
   * Holds all that is stored of the account against itself, and returns what the rules forbid: `docs/reconcile.md` says which field
   * falls under which rule. A record that cannot be read is a difference, and keeps the rest from nothing.
   *
   * Reads the whole history in pages, with a turn of the event loop after each: a job for the night. CONCURRENCY_CONFLICT when
   * the account will not hold still.
   */
  reconcile(username: string): Promise<Reconciliation>;
}

/** What `portfolio.listTransactions` takes. */
export const listAssetTransactionsSchema = z.strictObject({ ...pageFields, assetId: assetIdSchema.optional() });

interface PortfolioStore {
  readonly assetBalances: AssetBalanceRepository;
  readonly assetTransactions: AssetTransactionRepository;
  readonly records: RecordRepository;
}

export function createPortfolioService(
  context: CommandContext,
  store: PortfolioStore,
  prices: Prices,
): PortfolioService {
  const { unitOfWork } = context;
  const { assetBalances, assetTransactions, records } = store;

  /** Every user has a balance from birth: an account without one is nobody's. */
  async function getAccount(username: string): Promise<Holdings> {
    const account = await assetBalances.getAccount(username);
    if (account.balances.length === 0) throw new UserNotFoundError({ username });
    return account;
  }

  /** One read, where the prices are stored. */
  async function findPrices(holdings: readonly AssetBalance[]): Promise<ReadonlyMap<string, Decimal | undefined>> {
    const assetIds = holdings.map(({ assetId }) => assetId);
    const assets = new Map<string, Asset>();
    const lastTicks = new Map<string, LastTick>();
    for (const found of prices.areAskedFor ? [] : await unitOfWork.read(assetIds.flatMap(storedPriceKeys))) {
      if (found === undefined) continue;
      if ('priceUsd' in found) assets.set(found.assetId, found);
      else lastTicks.set(found.assetId, found);
    }
    const now = context.clock.now().toISOString();
    const findPrice = async (assetId: string): Promise<[string, Decimal | undefined]> => {
      const asked = await prices.ask(assetId);
      return [assetId, priceNow(prices.known(asked, assets.get(assetId), lastTicks.get(assetId)), now)];
    };
    return new Map(await Promise.all(assetIds.map(findPrice)));
  }

  return {
    ...createAssetMovements(context),

    async value(input) {
      const username = parse(usernameSchema, input, 'username');
      const account = await getAccount(username);
      const holdings = account.assetBalances.filter(isNotEmpty);
      const priceOf = await findPrices(holdings);
      const usd = account.balances.find(({ currency }) => currency === DEFAULT_CURRENCY);
      return valuation(
        username,
        usd?.currentBalance ?? ZERO,
        holdings.map((holding) => valueHolding(holding, priceOf.get(holding.assetId))),
      );
    },

    async holdings(input) {
      const { assetBalances: holdings } = await getAccount(parse(usernameSchema, input, 'username'));
      return holdings.filter(isNotEmpty);
    },

    async holding(inUser, inAsset) {
      const username = parse(usernameSchema, inUser, 'username');
      const assetId = parse(assetIdSchema, inAsset, 'assetId');
      const holding = await assetBalances.get(username, assetId);
      if (holding !== undefined) return holding;
      await requireUser(context.unitOfWork, username);
      throw new AssetBalanceNotFoundError({ username, assetId });
    },

    async listTransactions(inUser, request) {
      const username = parse(usernameSchema, inUser, 'username');
      const { assetId, ...page } = parse(listAssetTransactionsSchema, request ?? {});
      return assetId === undefined
        ? assetTransactions.listByUser(username, page)
        : assetTransactions.listByUserAndAsset(username, assetId, page);
    },

    async reconcile(input) {
      return reconcile({ unitOfWork, records, timer: context.timer }, parse(usernameSchema, input, 'username'));
    },
  };
}

function storedPriceKeys(assetId: string): readonly EntityKey<'asset' | 'lastTick'>[] {
  return [
    { entity: 'asset', assetId },
    { entity: 'lastTick', assetId },
  ];
}

function isNotEmpty({ quantity }: AssetBalance): boolean {
  return quantity.gt(ZERO);
}

function valueHolding({ assetId, available, held, quantity }: AssetBalance, price: Decimal | undefined): ValuedHolding {
  const value = price === undefined ? undefined : marketValueOf(price, quantity, DEFAULT_CURRENCY);
  return { assetId, available, held, quantity, price, value };
}

function valuation(username: string, usdBalance: Decimal, assetBalances: readonly ValuedHolding[]): PortfolioValue {
  const totalAssetValue = assetBalances.reduce((sum, { value }) => sum.plus(value ?? ZERO), ZERO);
  return {
    username,
    usdBalance,
    assetBalances,
    totalAssetValue,
    totalPortfolioValue: usdBalance.plus(totalAssetValue),
    unpriced: assetBalances.filter(({ price }) => price === undefined).map(({ assetId }) => assetId),
  };
}
