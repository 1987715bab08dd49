import { adjustmentSchema, assetAdjustmentSchema, assetArrivalSchema } from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { ASSET_MOVEMENT, CASH_MOVEMENT } from '../openapi/examples.ts';
import { adjusted, assetMovement } from '../replies/results.ts';
import { type Body, body } from './body.ts';
import type { Call } from './call.ts';
import { type Route, route } from './route.ts';

const ofUser = { fixed: { username: 'path' }, key: 'idempotencyKey' } as const;
const ofCash = body(adjustmentSchema, {
  ...ofUser,
  name: 'AdjustCash',
  example: { amount: '-12.50', description: 'Fee that was charged twice' },
});
const ofAsset = body(assetAdjustmentSchema, {
  ...ofUser,
  name: 'AdjustAsset',
  example: { assetId: 'BTC', quantity: '-0.00000001', description: 'Too little to be sold' },
});
/** The body is either of cash or of an asset. The schema of the other would only report errors that do not matter. */
const adjustment: Body<unknown> = {
  ...ofCash,
  name: 'Adjust',
  schema: z.union([adjustmentSchema, assetAdjustmentSchema]),
  read: async (call) => ((await namesAsset(call)) ? ofAsset : ofCash).read(call),
};

async function namesAsset(call: Call): Promise<boolean> {
  const given = await call.json();
  return typeof given === 'object' && given !== null && 'assetId' in given;
}

/** Assets that leave have no basis: `transferOut` refuses one. */
const transfer = body(assetArrivalSchema.extend({ type: z.enum(['TRANSFER_IN', 'TRANSFER_OUT']) }), {
  ...ofUser,
  name: 'Transfer',
  example: {
    type: 'TRANSFER_IN',
    assetId: 'BTC',
    quantity: '0.5',
    costBasis: '21000.00',
    description: 'From another broker',
  },
});

/** Movements by hand, for administrators. */
export const correctionRoutes: readonly Route[] = [
  route({
    id: 'adjust',
    method: 'POST',
    path: '/v1/users/{username}/adjustments',
    access: 'admin',
    tag: 'operations',
    summary: "Correct a user's cash, or what the user holds of an asset",
    description:
      '`amount` is of cash, `assetId` and `quantity` are of an asset. Positive adds, negative takes. A `ratio` instead of a quantity splits the holding: its cost stays.',
    body: adjustment,
    status: 201,
    result: adjusted,
    location: (moved, call) => {
      const user = `/v1/users/${call.parameter('username').toLowerCase()}`;
      return 'transaction' in moved ? `${user}/transactions/${moved.transaction.transactionId}` : `${user}/portfolio`;
    },
    problems: [
      'USER_NOT_FOUND',
      'BALANCE_NOT_FOUND',
      'ASSET_NOT_FOUND',
      'ASSET_BALANCE_NOT_FOUND',
      'INSUFFICIENT_BALANCE',
      'INSUFFICIENT_ASSET_BALANCE',
      'IDEMPOTENCY_CONFLICT',
    ],
    example: CASH_MOVEMENT,
    handle: async (call) =>
      (await namesAsset(call))
        ? call.app.portfolio.adjust(await ofAsset.read(call))
        : call.app.funds.adjust(await ofCash.read(call)),
  }),
  route({
    id: 'transfer',
    method: 'POST',
    path: '/v1/users/{username}/transfers',
    access: 'admin',
    tag: 'operations',
    summary: 'Move an asset in or out without a trade',
    description:
      'What comes in may say what it has cost, in US dollars: `costBasis`. What goes out takes its share of the cost.',
    body: transfer,
    status: 201,
    result: assetMovement,
    location: (_moved, call) => `/v1/users/${call.parameter('username').toLowerCase()}/portfolio`,
    problems: [
      'USER_NOT_FOUND',
      'ASSET_NOT_FOUND',
      'INSUFFICIENT_ASSET_BALANCE',
      'ACCOUNT_SUSPENDED',
      'IDEMPOTENCY_CONFLICT',
    ],
    example: ASSET_MOVEMENT,
    async handle(call) {
      const { type, ...command } = await transfer.read(call);
      return type === 'TRANSFER_IN' ? call.app.portfolio.transferIn(command) : call.app.portfolio.transferOut(command);
    },
  }),
];
