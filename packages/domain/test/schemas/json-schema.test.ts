import type {
  AssetService,
  FundsService,
  OrderService,
  PortfolioService,
  RateService,
  UserService,
} from '@orderfolio/domain';
import * as door from '@orderfolio/domain/schemas';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

const { parse: _read, ...schemas } = door;
type SchemaName = keyof typeof schemas;
/** The schemas of each method's arguments, in their order. */
type Inputs<Service> = { readonly [Method in keyof Service]: readonly SchemaName[] };

const LIST_OF_USER = ['usernameSchema', 'pageRequestSchema'] as const;
const ORDER_OF_USER = ['usernameSchema', 'ulidSchema'] as const;
const TRANSACTION_OF_USER = ['usernameSchema', 'ulidSchema'] as const;

const users: Inputs<UserService> = {
  create: ['createUserSchema'],
  get: ['usernameSchema'],
  getByEmail: ['emailSchema'],
  updateProfile: ['usernameSchema', 'updateUserSchema'],
  list: ['listUsersSchema'],
  suspend: ['usernameSchema', 'statusChangeSchema'],
  reinstate: ['usernameSchema', 'statusChangeSchema'],
  erase: ['usernameSchema', 'statusChangeSchema'],
};
const funds: Inputs<FundsService> = {
  deposit: ['transferSchema'],
  withdraw: ['transferSchema'],
  adjust: ['adjustmentSchema'],
  convert: ['conversionSchema'],
  openBalance: ['usernameSchema', 'currencySchema'],
  getBalance: ['usernameSchema', 'currencySchema'],
  listBalances: ['usernameSchema'],
  getTransaction: TRANSACTION_OF_USER,
  listTransactions: LIST_OF_USER,
  complete: TRANSACTION_OF_USER,
  fail: TRANSACTION_OF_USER,
  cancel: TRANSACTION_OF_USER,
};
const assets: Inputs<AssetService> = {
  create: ['createAssetSchema'],
  get: ['assetIdSchema'],
  getPriced: ['assetIdSchema'],
  getMany: ['assetIdsSchema'],
  update: ['assetIdSchema', 'updateAssetSchema'],
  list: ['listAssetsSchema'],
  activate: ['assetIdSchema'],
  deactivate: ['assetIdSchema'],
};
const rates: Inputs<RateService> = {
  set: ['setRateSchema'],
  get: ['currencySchema', 'currencySchema'],
  list: ['pageRequestSchema'],
};
const orders: Inputs<OrderService> = {
  place: ['placeOrderSchema'],
  preview: ['placeOrderSchema'],
  replace: ['replaceOrderSchema'],
  cancel: ORDER_OF_USER,
  onPrice: ['priceTickSchema'],
  expireDue: ['timestampSchema'],
  get: ORDER_OF_USER,
  getByClientOrderId: ['usernameSchema', 'idempotencyKeySchema'],
  listByUser: LIST_OF_USER,
  listByUserAndAsset: ['usernameSchema', 'assetIdSchema', 'pageRequestSchema'],
  listByUserAndStatus: ['usernameSchema', 'orderStatusSchema', 'pageRequestSchema'],
  listOpenByUser: LIST_OF_USER,
  listOpenByAsset: ['assetIdSchema', 'pageRequestSchema'],
  depth: ['assetIdSchema', 'depthRequestSchema'],
};
const portfolio: Inputs<PortfolioService> = {
  value: ['usernameSchema', 'valuationRequestSchema'],
  holdings: ['usernameSchema'],
  holding: ['usernameSchema', 'assetIdSchema'],
  listTransactions: ['usernameSchema', 'listAssetTransactionsSchema'],
  transferIn: ['assetArrivalSchema'],
  transferOut: ['assetTransferSchema'],
  adjust: ['assetAdjustmentSchema'],
  reconcile: ['usernameSchema'],
};

const METHODS = Object.entries({ users, funds, assets, rates, orders, portfolio }).flatMap(([service, inputs]) =>
  Object.entries<readonly SchemaName[]>(inputs).map(([method, names]) => ({ method: `${service}.${method}`, names })),
);

const DECIMAL = { type: 'string', format: 'decimal' };

describe('the schemas of the domain as JSON Schema', () => {
  test.each(METHODS)('$method has a schema of all that it is given', ({ names }) => {
    for (const name of names) expect(z.toJSONSchema(schemas[name], { io: 'input' })).toBeTypeOf('object');
  });

  test.each(Object.entries(schemas))(
    '%s can be told as input and as output, without an open place',
    (_name, schema) => {
      for (const io of ['input', 'output'] as const) {
        const told = z.toJSONSchema(schema, { io, unrepresentable: 'throw' });
        expect(openPlacesOf(told)).toEqual([]);
      }
    },
  );

  test('an amount is a decimal string, a currency one of a list', () => {
    const { properties } = z.toJSONSchema(schemas.transferSchema, { io: 'input' });

    expect(properties).toMatchObject({
      amount: DECIMAL,
      currency: { type: 'string', enum: expect.arrayContaining(['USD', 'JPY']), default: 'USD' },
    });
  });

  test('a decimal with rules of its own is told like any other', () => {
    expect(z.toJSONSchema(schemas.adjustmentSchema, { io: 'input' }).properties).toMatchObject({ amount: DECIMAL });
    expect(z.toJSONSchema(schemas.priceTickSchema, { io: 'input' }).properties).toMatchObject({ price: DECIMAL });
    expect(z.toJSONSchema(schemas.trailingStopSchema, { io: 'input' }).properties).toMatchObject({
      trailPercent: DECIMAL,
    });
  });

  test('an order is told by its type', () => {
    const told = z.toJSONSchema(schemas.placeOrderSchema, { io: 'input' });

    expect(told.oneOf).toHaveLength(4);
  });
});

/** The paths of schemas that allow everything, such as `{}`. */
function openPlacesOf(told: unknown, path = '#'): string[] {
  if (typeof told !== 'object' || told === null) return [];
  const entries = Object.entries(told);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, value]) => openPlacesOf(value, `${path}/${key}`));
}
