import { assetIdSchema } from '../entities/asset.ts';
import { usernameSchema } from '../entities/user.ts';
import type { Orderfolio } from '../orderfolio.ts';
import type { PlaceMarketOrder } from '../rules/market-order.ts';
import type { PlaceOrder } from '../rules/place-order.ts';
import type { FilledOrder, PlacedOrder } from '../services/order-service.ts';
import type { Scope } from './scoped-cache.ts';

/** Makes what was kept of these invalid. Never rejects. */
export type Forget = (scopes: readonly Scope[]) => Promise<void>;

type Owned = { readonly username: string };

/**
 * The same app. Each of its commands forgets what it may have changed before it answers, also when it fails: a commit may be stored
 * although its reply was lost. Its reads are those of the given app.
 *
 * Each method is named, so a new one does not compile before it is known whether it changes anything.
 */
export function forgetting<Role extends string>(app: Orderfolio<Role>, forget: Forget): Orderfolio<Role> {
  const { users, funds, assets, rates, orders, portfolio, analytics, roles } = app;

  async function after<Result>(
    scopes: readonly Scope[],
    command: () => Promise<Result>,
    more: (result: Result) => readonly Scope[] = () => [],
  ): Promise<Result> {
    let changed = scopes;
    try {
      const result = await command();
      changed = [...scopes, ...more(result)];
      return result;
    } finally {
      await forget(changed);
    }
  }

  /** For a command that names its user in its input. */
  const ofOwner =
    <Command, Result>(command: (input: Command) => Promise<Result>) =>
    (input: Command): Promise<Result> =>
      after(userIn(input), () => command(input));

  /** For a command whose first argument is its user. */
  const ofUser =
    <Rest extends readonly unknown[], Result>(command: (username: string, ...rest: Rest) => Promise<Result>) =>
    (username: string, ...rest: Rest): Promise<Result> =>
      after(user(username), () => command(username, ...rest));

  /** For a command whose first argument is its asset. */
  const ofAsset =
    <Rest extends readonly unknown[], Result>(command: (assetId: string, ...rest: Rest) => Promise<Result>) =>
    (assetId: string, ...rest: Rest): Promise<Result> =>
      after(asset(assetId), () => command(assetId, ...rest));

  function place(command: PlaceMarketOrder): Promise<FilledOrder>;
  function place(command: PlaceOrder): Promise<PlacedOrder>;
  function place(command: PlaceOrder): Promise<PlacedOrder> {
    return after(userIn(command), () => orders.place(command));
  }

  return {
    roles,
    users: {
      create: users.create,
      get: users.get,
      getByEmail: users.getByEmail,
      updateProfile: users.updateProfile,
      list: users.list,
      suspend: ofUser(users.suspend),
      reinstate: ofUser(users.reinstate),
      erase: ofUser(users.erase),
    },
    funds: {
      deposit: ofOwner(funds.deposit),
      withdraw: ofOwner(funds.withdraw),
      adjust: ofOwner(funds.adjust),
      convert: ofOwner(funds.convert),
      openBalance: ofUser(funds.openBalance),
      complete: ofUser(funds.complete),
      fail: ofUser(funds.fail),
      cancel: ofUser(funds.cancel),
      getBalance: funds.getBalance,
      listBalances: funds.listBalances,
      getTransaction: funds.getTransaction,
      listTransactions: funds.listTransactions,
    },
    assets: {
      create: assets.create,
      update: ofAsset(assets.update),
      activate: ofAsset(assets.activate),
      deactivate: ofAsset(assets.deactivate),
      get: assets.get,
      getPriced: assets.getPriced,
      getMany: assets.getMany,
      list: assets.list,
    },
    rates,
    orders: {
      place,
      preview: orders.preview,
      replace: ofOwner(orders.replace),
      cancel: ofUser(orders.cancel),
      onPrice: (tick) =>
        after(
          assetIn(tick),
          () => orders.onPrice(tick),
          ({ filled, failed, expired }) => owners([...filled, ...failed, ...expired]),
        ),
      expireDue: (now) =>
        after(
          [],
          () => orders.expireDue(now),
          ({ expired }) => owners(expired),
        ),
      get: orders.get,
      getByClientOrderId: orders.getByClientOrderId,
      listByUser: orders.listByUser,
      listByUserAndAsset: orders.listByUserAndAsset,
      listByUserAndStatus: orders.listByUserAndStatus,
      listOpenByUser: orders.listOpenByUser,
      listOpenByAsset: orders.listOpenByAsset,
      depth: orders.depth,
    },
    portfolio: {
      transferIn: ofOwner(portfolio.transferIn),
      transferOut: ofOwner(portfolio.transferOut),
      adjust: ofOwner(portfolio.adjust),
      value: portfolio.value,
      holdings: portfolio.holdings,
      holding: portfolio.holding,
      listTransactions: portfolio.listTransactions,
      reconcile: portfolio.reconcile,
    },
    analytics,
    withLock(username, operation, work, options) {
      // The app itself refuses work that is no function.
      const locked = typeof work === 'function' ? (held: Orderfolio<Role>) => work(forgetting(held, forget)) : work;
      return app.withLock(username, operation, locked, options);
    },
  };
}

function owners(owned: readonly Owned[]): readonly Scope[] {
  return owned.map(({ username }) => ['user', username]);
}

/** The scope of a user. Empty for a value that is no username: the command refuses it. */
export function user(username: unknown): readonly Scope[] {
  const { data } = usernameSchema.safeParse(username);
  return data === undefined ? [] : [['user', data]];
}

/** The scope of an asset. Empty for a value that is no asset id. */
export function asset(assetId: unknown): readonly Scope[] {
  const { data } = assetIdSchema.safeParse(assetId);
  return data === undefined ? [] : [['asset', data]];
}

const userIn = (input: unknown): readonly Scope[] => user(fieldOf(input, 'username'));
const assetIn = (input: unknown): readonly Scope[] => asset(fieldOf(input, 'assetId'));

/** A field of what a caller gave, which the command checks. */
export function fieldOf(input: unknown, field: string): unknown {
  try {
    return typeof input === 'object' && input !== null ? Reflect.get(input, field) : undefined;
  } catch (_refusal) {
    // The command says that its input cannot be read.
    return undefined;
  }
}
