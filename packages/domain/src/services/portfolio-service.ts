import * as z from 'zod';
import type { CommandContext } from '../command/execute.ts';
import { type Asset, assetIdSchema } from '../entities/asset.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { AssetTransaction } from '../entities/asset-transaction.ts';
import type { EntityKey } from '../entities/kinds.ts';
import type { LastTick } from '../entities/last-tick.ts';
import type { Rate } from '../entities/rate.ts';
import { usernameSchema } from '../entities/user.ts';
import { AssetBalanceNotFoundError, UserNotFoundError } from '../errors/not-found-errors.ts';
import { type Currency, currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';
import type { AssetBalanceRepository, Holdings } from '../ports/asset-balance-repository.ts';
import type { AssetTransactionRepository } from '../ports/asset-transaction-repository.ts';
import { type Page, type PageRequest, pageFields } from '../ports/page.ts';
import type { RecordRepository } from '../ports/record-repository.ts';
import { requireUser } from '../ports/user-repository.ts';
import { priceNow } from '../rules/pricing.ts';
import { parse } from '../validation/parse.ts';
import { type AssetMovements, createAssetMovements } from './asset-movements.ts';
import type { Prices } from './prices.ts';
import type { Rates } from './rates.ts';
import { type Reconciliation, reconcile } from './reconciliation/reconcile.ts';
import { isNotEmpty, type Market, type PortfolioValue, valuation } from './valuation.ts';

/** The currency of the valuation: `currency`, by default the US dollar. */
export interface ValuationRequest {
  readonly currency?: Currency | undefined;
}

/** The page of the asset ledger that `portfolio.listTransactions` reads, and the asset. */
export interface ListAssetTransactions extends PageRequest {
  readonly assetId?: string | undefined;
}

/** Users' cash and holdings. Every method may reject with VALIDATION_FAILED, USER_NOT_FOUND and STORAGE_FAILED. */
export interface PortfolioService extends AssetMovements {
  /** Cash, holdings and their value at current prices and exchange rates, in one currency. */
  value(username: string, request?: ValuationRequest): Promise<PortfolioValue>;
  /** Every holding that is not empty, sorted by asset id. */
  holdings(username: string): Promise<readonly AssetBalance[]>;
  /** One holding, which may be empty. ASSET_BALANCE_NOT_FOUND if the asset was never held. */
  holding(username: string, assetId: string): Promise<AssetBalance>;
  /** The asset ledger, of one asset or of all, newest first. INVALID_CURSOR. */
  listTransactions(username: string, request?: ListAssetTransactions): Promise<Page<AssetTransaction>>;
  /**
   * Compares all records of the account with each other, and returns everything that the rules forbid: `docs/reconcile.md` lists the
   * rules of each field. An unreadable record is a difference, and hides no other.
   *
   * Reads the whole history in pages, with a turn of the event loop after each. Run it at night. CONCURRENCY_CONFLICT if the account
   * keeps changing.
   */
  reconcile(username: string): Promise<Reconciliation>;
}

/** The input of `portfolio.listTransactions`. */
export const listAssetTransactionsSchema = z.strictObject({ ...pageFields, assetId: assetIdSchema.optional() });

/** The input of `portfolio.value` after the username. */
export const valuationRequestSchema = z.strictObject({ currency: currencySchema.default(DEFAULT_CURRENCY) });

interface PortfolioStore {
  readonly assetBalances: AssetBalanceRepository;
  readonly assetTransactions: AssetTransactionRepository;
  readonly records: RecordRepository;
}

export function createPortfolioService(
  context: CommandContext,
  store: PortfolioStore,
  { prices, rates }: { readonly prices: Prices; readonly rates: Rates },
): PortfolioService {
  const { unitOfWork } = context;
  const { assetBalances, assetTransactions, records } = store;

  /** Every user has a balance from the start, so without a balance there is no account. */
  async function getAccount(username: string): Promise<Holdings> {
    const account = await assetBalances.getAccount(username);
    if (account.balances.length === 0) throw new UserNotFoundError({ username });
    return account;
  }

  /** The current prices and rates. The stored ones take one read. */
  async function findMarket(account: Holdings, currency: Currency): Promise<Market> {
    const assetIds = account.assetBalances.filter(isNotEmpty).map(({ assetId }) => assetId);
    const from = account.balances.map((balance) => balance.currency);
    const asking = rates.ask(from, currency);
    const asked = asking && (await asking);
    const assets = new Map<string, Asset>();
    const lastTicks = new Map<string, LastTick>();
    const stored: Rate[] = [];
    const priceKeys = prices.areAskedFor ? [] : assetIds.flatMap(storedPriceKeys);
    for (const found of await unitOfWork.read([...priceKeys, ...rates.keys(from, currency, asked)])) {
      if (found === undefined) continue;
      if ('pair' in found) stored.push(found);
      else if ('priceUsd' in found) assets.set(found.assetId, found);
      else lastTicks.set(found.assetId, found);
    }
    const now = context.clock.now().toISOString();
    const findPrice = async (assetId: string): Promise<[string, Decimal | undefined]> => {
      const quoted = await prices.askToShow(assetId);
      return [assetId, priceNow(prices.known(quoted, assets.get(assetId), lastTicks.get(assetId)), now)];
    };
    const priceOf = new Map(await Promise.all(assetIds.map(findPrice)));
    return { currency, priceOf, rating: rates.known(asked, stored), now };
  }

  return {
    ...createAssetMovements(context),

    async value(input, request) {
      const username = parse(usernameSchema, input, 'username');
      const { currency } = parse(valuationRequestSchema, request ?? {});
      const account = await getAccount(username);
      return valuation(username, account, await findMarket(account, currency));
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
    { entity: 'lastTick', assetId, currency: DEFAULT_CURRENCY },
  ];
}
