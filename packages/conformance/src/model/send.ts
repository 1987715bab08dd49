import type {
  AssetBalance,
  AssetMovementResult,
  AssetTransaction,
  Balance,
  BalanceTransaction,
  CashMovement,
  Order,
  Orderfolio,
  PlaceOrder,
  Replayable,
} from '@orderfolio/domain';
import { price, quantity, textOf } from './amounts.ts';
import { isoTime } from './book-lines.ts';
import { userLine } from './lines.ts';
import {
  type AppRequest,
  amountText,
  type CatalogueRequest,
  type PlaceRequest,
  quantityText,
  type SettleRequest,
} from './requests.ts';
import { expiryReply, tickReply } from './rules.ts';
import {
  lineOfAsset,
  lineOfAssetRow,
  lineOfBalance,
  lineOfCashRow,
  lineOfHolding,
  lineOfOrder,
  lineOfRate,
  type MakerOf,
} from './stored.ts';

/** Translates between the numbers of the model and the ids of the store. */
export interface Names {
  readonly makerOf: MakerOf;
  orderIdOf(by: number): string;
  transactionIdOf(by: number): string;
  /** The mark that the command leaves on what it makes. Undefined: none. */
  readonly mark: string | undefined;
}

/** Sends the command to the app, and resolves with its answer in the words of the model. */
export async function send(app: Orderfolio, request: AppRequest, names: Names): Promise<string> {
  switch (request.kind) {
    case 'place':
      return placed(await app.orders.place({ ...commandOf(request), ...metadataOf(names) }), names);
    case 'replace': {
      const { username, target, units, limit, stop, key: clientOrderId } = request;
      const result = await app.orders.replace({
        username,
        orderId: names.orderIdOf(target),
        quantity: units === undefined ? undefined : quantity(units),
        limitPrice: limit === undefined ? undefined : price(limit),
        stopPrice: stop === undefined ? undefined : price(stop),
        clientOrderId,
        ...metadataOf(names),
      });
      const first = lineOfOrder(result.replaced, names.makerOf);
      return marked(result, `${first}\n${placed({ ...result, replayed: false }, names)}`);
    }
    case 'cancel':
      return answer(await app.orders.cancel(request.username, names.orderIdOf(request.target)), names);
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
      const { kind, username, cents, currency, isPending, key: idempotencyKey, spelling } = request;
      const status = isPending === true ? 'PENDING' : 'COMPLETED';
      const amount = amountText(cents, spelling);
      const command = { username, amount, currency, status, idempotencyKey, description: names.mark } as const;
      return moved(await app.funds[kind](command), names);
    }
    case 'adjust': {
      const { username, cents, currency, key: idempotencyKey, spelling } = request;
      const amount = amountText(cents, spelling);
      const command = { username, amount, currency, idempotencyKey, description: names.mark };
      return moved(await app.funds.adjust(command), names);
    }
    case 'settle': {
      const { status, username, target } = request;
      return moved(await app.funds[SETTLEMENTS[status]](username, names.transactionIdOf(target)), names);
    }
    case 'convert': {
      const { username, from, cents, key: idempotencyKey, spelling } = request;
      const to = from === 'USD' ? 'EUR' : 'USD';
      const command = { username, from, to, amount: amountText(cents, spelling), idempotencyKey } as const;
      const result = await app.funds.convert({ ...command, description: names.mark });
      const halves = [result.paid, result.received].map((half) => moved(half, names));
      return marked(result, halves.join('\n'));
    }
    case 'setRate': {
      const { base, rate } = request;
      const quote = base === 'USD' ? 'EUR' : 'USD';
      return lineOfRate(await app.rates.set({ base, quote, rate: price(rate) }));
    }
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding': {
      const { kind, username, assetId, units, key: idempotencyKey, spelling } = request;
      const quantity = quantityText(units, spelling);
      const command = { username, assetId, quantity, idempotencyKey, description: names.mark };
      return movedAssets(await app.portfolio[kind === 'adjustHolding' ? 'adjust' : kind](command), names);
    }
    case 'createUser': {
      const { username, email } = request;
      return userLine(await app.users.create({ username, email, firstName: 'Ada', lastName: 'Byron' }));
    }
    default:
      return lineOfAsset(await changeCatalogue(app, request));
  }
}

const SETTLEMENTS = { COMPLETED: 'complete', FAILED: 'fail', CANCELLED: 'cancel' } as const satisfies Readonly<
  Record<SettleRequest['status'], string>
>;

/** Orders have no description. */
function metadataOf({ mark }: Names): { readonly metadata?: Readonly<Record<string, string>> } {
  return mark === undefined ? {} : { metadata: { mark } };
}

/** The makers of these orders. An entity without an order has none. */
function numbered(named: readonly { readonly orderId?: string | undefined }[], { makerOf }: Names) {
  return named.map(({ orderId = '' }) => ({ by: makerOf(orderId) }));
}

function changeCatalogue({ assets }: Orderfolio, request: CatalogueRequest) {
  const { assetId } = request;
  switch (request.kind) {
    case 'createAsset': {
      const { decimals: quantityScale, minUnits } = request;
      const least = minUnits === 0n ? {} : { minQuantity: quantity(minUnits) };
      const listed = { priceUsd: price(request.price), quantityScale, ...least };
      return assets.create({ assetId, name: assetId, category: 'major', ...listed });
    }
    case 'setPrice':
      return assets.update(assetId, { priceUsd: price(request.price) });
    case 'setScale':
      return assets.update(assetId, { quantityScale: request.decimals });
    case 'activate':
    case 'deactivate':
      return assets[request.kind](assetId);
  }
}

function commandOf(request: PlaceRequest): PlaceOrder {
  const { username, type: orderType, assetId, limit = 0n, stop = 0n, trailAmount, trailPercent } = request;
  const { timeInForce, expiresAt: expiry, key: clientOrderId, worth, currency, spelling } = request;
  const size = request.isAll === true ? 'ALL' : quantityText(request.units, spelling);
  const common = { username, assetId, quantity: size, clientOrderId };
  const expiresAt = expiry === undefined ? undefined : isoTime(expiry);
  const rests = timeInForce === 'GTC' || timeInForce === 'GTD' ? { timeInForce } : {};
  switch (orderType) {
    case 'MARKET_BUY':
    case 'MARKET_SELL':
      if (worth !== undefined)
        return { username, assetId, orderType, currency, amount: amountText(worth, spelling), clientOrderId };
      return { ...common, orderType, currency };
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

interface Placed {
  readonly order: Order;
  readonly balance?: Balance | undefined;
  readonly transaction?: BalanceTransaction | undefined;
  readonly assetBalance?: AssetBalance | undefined;
  readonly assetTransaction?: AssetTransaction | undefined;
}

function placed(result: Placed & Replayable, names: Names): string {
  return marked(result, answer(result, names));
}

/** Like `replyOf`. The balance counts if the command has written it. */
function answer(result: Placed, { makerOf }: Names): string {
  const { order, balance, transaction, assetBalance, assetTransaction } = result;
  const lines = [lineOfOrder(order, makerOf)];
  if (assetTransaction !== undefined) lines.push(lineOfAssetRow(assetTransaction, makerOf));
  if (transaction !== undefined) lines.push(lineOfCashRow(transaction, makerOf));
  const movesCash = order.status === 'COMPLETED' || (order.side === 'BUY' && order.heldAmount !== undefined);
  if (movesCash && balance !== undefined) lines.push(lineOfBalance(balance));
  if (assetBalance !== undefined) lines.push(lineOfHolding(assetBalance));
  return lines.join('\n');
}

function moved(result: CashMovement & Partial<Replayable>, { makerOf }: Names): string {
  return marked(result, `${lineOfCashRow(result.transaction, makerOf)}\n${lineOfBalance(result.balance)}`);
}

function movedAssets(result: AssetMovementResult, { makerOf }: Names): string {
  return marked(result, `${lineOfAssetRow(result.assetTransaction, makerOf)}\n${lineOfHolding(result.assetBalance)}`);
}

function marked({ replayed = false }: Partial<Replayable>, lines: string): string {
  return replayed ? `replayed\n${lines}` : lines;
}
