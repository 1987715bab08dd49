import type { Orderfolio } from '@orderfolio/domain';
import { listAsset } from '../support/account.ts';

/** One command of the flows, as data. It is logged before it is sent, and repeated after the kill. */
export type FlowCommand =
  | { readonly kind: 'create asset' }
  | { readonly kind: 'create user'; readonly username: string }
  | {
      readonly kind: 'deposit' | 'withdraw';
      readonly username: string;
      readonly amount: string;
      readonly status: 'COMPLETED' | 'PENDING';
      readonly idempotencyKey: string;
    }
  | { readonly kind: 'complete' | 'cancel'; readonly username: string; readonly transactionId: string }
  | {
      readonly kind: 'MARKET_BUY' | 'MARKET_SELL';
      readonly username: string;
      readonly quantity: string;
      readonly clientOrderId: string;
    };

/** Its outcome: the id of what it made or ended, and whether it had been carried out before. */
export interface FlowResult {
  readonly id: string;
  readonly replayed: boolean;
}

export const ASSET = 'BTC';

/** The lines of the log: a command that was sent, or the answer to one. */
export type LogLine =
  | { readonly sent: number; readonly command: FlowCommand }
  | { readonly done: number; readonly id: string }
  | { readonly refused: number; readonly code: string };

export async function carryOut(app: Orderfolio, command: FlowCommand): Promise<FlowResult> {
  switch (command.kind) {
    case 'create asset':
      await listAsset(app, ASSET, '1000.00');
      return { id: ASSET, replayed: false };
    case 'create user': {
      const { username } = command;
      const email = `${username}@example.com`;
      await app.users.create({ username, email, firstName: 'A', lastName: 'L', passwordHash: 'not-a-password' });
      return { id: username, replayed: false };
    }
    case 'deposit':
    case 'withdraw': {
      const { kind, ...transfer } = command;
      const { transaction, replayed } = await app.funds[kind](transfer);
      return { id: transaction.transactionId, replayed };
    }
    case 'complete':
    case 'cancel': {
      const { transaction } = await app.funds[command.kind](command.username, command.transactionId);
      return { id: transaction.transactionId, replayed: false };
    }
    case 'MARKET_BUY':
    case 'MARKET_SELL': {
      const { kind: orderType, ...trade } = command;
      const { order, replayed } = await app.orders.place({ ...trade, orderType, assetId: ASSET });
      return { id: order.orderId, replayed };
    }
  }
}
