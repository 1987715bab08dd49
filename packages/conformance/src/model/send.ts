import type { AssetMovementResult, CashMovement, FilledOrder, Orderfolio, Replayable } from '@orderfolio/domain';
import { price, textOf } from './amounts.ts';
import { userLine } from './lines.ts';
import { amountText, type Request } from './requests.ts';
import { replayed } from './rules.ts';
import {
  lineOfAsset,
  lineOfAssetRow,
  lineOfBalance,
  lineOfCashRow,
  lineOfHolding,
  lineOfOrder,
  type MakerOf,
} from './stored.ts';

/** Sends the command to the app, and resolves with the lines of its answer. */
export async function send(app: Orderfolio, request: Request, makerOf: MakerOf): Promise<string> {
  switch (request.kind) {
    case 'createUser': {
      const { username, email } = request;
      const names = { firstName: 'Ada', lastName: 'Byron' };
      return userLine(await app.users.create({ username, email, ...names }));
    }
    case 'deposit':
    case 'withdraw': {
      const { kind, username, pending, key: idempotencyKey } = request;
      const status = pending ? 'PENDING' : 'COMPLETED';
      const amount = amountText(request);
      return linesOfMovement(await app.funds[kind]({ username, amount, status, idempotencyKey }), makerOf);
    }
    case 'adjust': {
      const { username, key: idempotencyKey } = request;
      const amount = amountText(request);
      return linesOfMovement(await app.funds.adjust({ username, amount, idempotencyKey }), makerOf);
    }
    case 'complete':
    case 'fail':
    case 'cancel':
      return linesOfMovement(await app.funds[request.kind](request.username, request.transactionId), makerOf);
    case 'buy':
    case 'sell': {
      const { username, assetId, key: clientOrderId } = request;
      const orderType = request.kind === 'buy' ? 'MARKET_BUY' : 'MARKET_SELL';
      const size = typeof request.units === 'object' ? 'amount' : 'quantity';
      const command = { username, orderType, assetId, [size]: amountText(request), clientOrderId } as const;
      return linesOfFill(await app.orders.place(command), makerOf);
    }
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding': {
      const { username, assetId, key: idempotencyKey } = request;
      const command = { username, assetId, quantity: amountText(request), idempotencyKey };
      const move = request.kind === 'adjustHolding' ? app.portfolio.adjust : app.portfolio[request.kind];
      return linesOfMove(await move(command), makerOf);
    }
    case 'createAsset': {
      const { assetId, decimals: quantityScale } = request;
      const minQuantity = request.minUnits === 0n ? {} : { minQuantity: textOf(request.minUnits, 8) };
      const asset = { assetId, name: assetId, category: 'major', priceUsd: price(request.price), quantityScale };
      return lineOfAsset(await app.assets.create({ ...asset, ...minQuantity }));
    }
    case 'setPrice':
      return lineOfAsset(await app.assets.update(request.assetId, { priceUsd: price(request.price) }));
    case 'setScale':
      return lineOfAsset(await app.assets.update(request.assetId, { quantityScale: request.decimals }));
    case 'activate':
    case 'deactivate':
      return lineOfAsset(await app.assets[request.kind](request.assetId));
  }
}

function linesOfMovement(result: CashMovement & Partial<Replayable>, makerOf: MakerOf): string {
  const { transaction, balance } = result;
  return marked(result, [lineOfCashRow(transaction, makerOf), lineOfBalance(balance)].join('\n'));
}

function linesOfFill(result: FilledOrder, makerOf: MakerOf): string {
  const { order, balance, transaction, assetBalance, assetTransaction } = result;
  const lines = [
    lineOfOrder(order, makerOf),
    lineOfAssetRow(assetTransaction, makerOf),
    lineOfCashRow(transaction, makerOf),
    lineOfBalance(balance),
    lineOfHolding(assetBalance),
  ];
  return marked(result, lines.join('\n'));
}

function linesOfMove(result: AssetMovementResult, makerOf: MakerOf): string {
  const { assetTransaction, assetBalance } = result;
  return marked(result, [lineOfAssetRow(assetTransaction, makerOf), lineOfHolding(assetBalance)].join('\n'));
}

function marked(result: Partial<Replayable>, lines: string): string {
  return result.replayed === true ? replayed(lines) : lines;
}
