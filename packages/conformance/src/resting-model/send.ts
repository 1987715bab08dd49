import type { Balance, Order, Orderfolio, PlaceOrder, Replayable } from '@orderfolio/domain';
import { cash, price, quantity, textOf } from '../model/amounts.ts';
import { lineOfBalance, lineOfHolding, type MakerOf } from '../model/stored.ts';
import { isoTime, lineOfAssetRow, lineOfOrder } from './lines.ts';
import type { AppRequest, CatalogueRequest, PlaceRequest } from './requests.ts';
import { expiryReply, tickReply } from './rules.ts';

/** What stands between the model's numbers and the ids of the orders. */
export interface Names {
  readonly makerOf: MakerOf;
  orderIdOf(by: number): string;
}

/** Sends the command to the app, and resolves with its answer in the model's words. */
export async function send(app: Orderfolio, request: AppRequest, names: Names): Promise<string> {
  switch (request.kind) {
    case 'place':
      return placed(await app.orders.place(commandOf(request)), names);
    case 'replace': {
      const { username, target, units, limit, stop, key: clientOrderId } = request;
      const result = await app.orders.replace({
        username,
        orderId: names.orderIdOf(target),
        quantity: units === undefined ? undefined : quantity(units),
        limitPrice: limit === undefined ? undefined : price(limit),
        stopPrice: stop === undefined ? undefined : price(stop),
        clientOrderId,
      });
      const first = lineOfOrder(result.replaced, names.makerOf);
      return marked(result, `${first}\n${placed({ ...result, replayed: false }, names)}`);
    }
    case 'cancel': {
      const { order, balance } = await app.orders.cancel(request.username, names.orderIdOf(request.target));
      return answer(order, balance, names);
    }
    case 'tick': {
      const { assetId, price: units, at, sequence } = request;
      const time = at === undefined ? undefined : isoTime(at);
      const outcome = await app.orders.onPrice({ assetId, price: price(units), at: time, sequence });
      const { applied, filled, failed, expired, skipped } = outcome;
      const ended = [...filled, ...failed, ...expired].map((order) => ({ ...order, by: names.makerOf(order.orderId) }));
      return tickReply(ended, numbered(skipped, names), applied ? 'applied' : 'ignored');
    }
    case 'expire': {
      const { expired, skipped } = await app.orders.expireDue(isoTime(request.at));
      return expiryReply(numbered(expired, names), numbered(skipped, names));
    }
    case 'deposit':
    case 'withdraw': {
      const { username, cents } = request;
      return lineOfBalance((await app.funds[request.kind]({ username, amount: cash(cents) })).balance);
    }
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding': {
      const { kind, username, assetId, units } = request;
      const move = kind === 'adjustHolding' ? app.portfolio.adjust : app.portfolio[kind];
      const { assetTransaction, assetBalance } = await move({ username, assetId, quantity: quantity(units) });
      return `${lineOfAssetRow(assetTransaction, names.makerOf)}\n${lineOfHolding(assetBalance)}`;
    }
    case 'createUser': {
      const { username } = request;
      const person = { firstName: 'Ada', lastName: 'Byron', passwordHash: 'not-a-real-hash' };
      await app.users.create({ username, email: `${username}@example.com`, ...person });
      return '';
    }
    default:
      await changeCatalogue(app, request);
      return '';
  }
}

/** What is no order has no number. */
function numbered(named: readonly { readonly orderId?: string | undefined }[], { makerOf }: Names) {
  return named.map(({ orderId = '' }) => ({ by: makerOf(orderId) }));
}

async function changeCatalogue(app: Orderfolio, request: CatalogueRequest): Promise<void> {
  const { kind, assetId, decimals: quantityScale, minUnits } = request;
  const priceUsd = price(request.price);
  if (kind === 'setPrice') await app.assets.update(assetId, { priceUsd });
  else if (kind !== 'createAsset') await app.assets[kind](assetId);
  else {
    const least = minUnits === 0n ? {} : { minQuantity: quantity(minUnits) };
    await app.assets.create({ assetId, name: assetId, category: 'major', priceUsd, quantityScale, ...least });
  }
}

function commandOf(request: PlaceRequest): PlaceOrder {
  const { username, type: orderType, assetId, limit = 0n, stop = 0n, trailAmount, trailPercent } = request;
  const { timeInForce, expiresAt: expiry, key: clientOrderId } = request;
  const common = {
    username,
    assetId,
    quantity: request.isAll === true ? 'ALL' : quantity(request.units),
    clientOrderId,
  };
  const expiresAt = expiry === undefined ? undefined : isoTime(expiry);
  const rests = timeInForce === 'GTC' || timeInForce === 'GTD' ? { timeInForce } : {};
  switch (orderType) {
    case 'MARKET_BUY':
    case 'MARKET_SELL':
      return { ...common, orderType };
    case 'LIMIT_BUY':
    case 'LIMIT_SELL':
      return { ...common, orderType, limitPrice: price(limit), timeInForce, expiresAt };
    case 'STOP_LOSS_SELL':
    case 'TAKE_PROFIT_SELL':
      return { ...common, orderType, stopPrice: price(stop), ...rests, expiresAt };
    case 'TRAILING_STOP_SELL':
      return {
        ...common,
        orderType,
        trailAmount: trailAmount === undefined ? undefined : price(trailAmount),
        trailPercent: trailPercent === undefined ? undefined : textOf(trailPercent, 4),
        ...rests,
        expiresAt,
      };
  }
}

function placed(result: { readonly order: Order; readonly balance: Balance } & Replayable, names: Names): string {
  return marked(result, answer(result.order, result.balance, names));
}

/** As the model's `replyOf`. */
function answer(order: Order, balance: Balance | undefined, { makerOf }: Names): string {
  const line = lineOfOrder(order, makerOf);
  const movesCash = order.status === 'COMPLETED' || (order.side === 'BUY' && order.heldAmount !== undefined);
  return movesCash && balance !== undefined ? `${line}\n${lineOfBalance(balance)}` : line;
}

function marked({ replayed }: Replayable, lines: string): string {
  return replayed ? `replayed\n${lines}` : lines;
}
