import type { PriceOutcome } from '@orderfolio/domain';
import {
  createAssetSchema,
  depthRequestSchema,
  listAssetsSchema,
  parse,
  priceTickSchema,
  updateAssetSchema,
} from '@orderfolio/domain/schemas';
import * as z from 'zod';
import { ASSET, ASSET_PAGE, DEPTH, PRICE_OUTCOME } from '../openapi/examples.ts';
import { toProblem } from '../problems/problem.ts';
import { pageOf } from '../replies/result-kind.ts';
import { type AppliedPrice, type AppliedPrices, asset, depth, priceOutcomes } from '../replies/results.ts';
import { type Body, body } from './body.ts';
import type { Call } from './call.ts';
import { query } from './query.ts';
import { type Route, route } from './route.ts';

const newAsset = body(createAssetSchema, {
  name: 'CreateAsset',
  example: { assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' },
});
const changes = body(updateAssetSchema, { name: 'UpdateAsset', example: { priceUsd: '51000.00', isActive: true } });
const catalogue = query(listAssetsSchema);
const book = query(depthRequestSchema);

const MAX_PRICES = 100;
const manyPrices = z.array(priceTickSchema).min(1).max(MAX_PRICES);
const prices: Body<Ticks> = {
  name: 'Prices',
  schema: z.union([priceTickSchema, manyPrices]),
  example: [
    { assetId: 'BTC', price: '47900.00' },
    { assetId: 'ETH', price: '2400.00' },
  ],
  async read(call) {
    const given = await call.json();
    return Array.isArray(given) ? parse(manyPrices, given, 'body') : parse(priceTickSchema, given, 'body');
  },
};
type Ticks = z.output<typeof priceTickSchema> | z.output<typeof manyPrices>;

/** Applies the prices in their order. If one is refused, its place in the reply says so, and the others go on. */
async function applyPrices({ app }: Call, ticks: Ticks): Promise<PriceOutcome | AppliedPrices> {
  if (!Array.isArray(ticks)) return app.orders.onPrice(ticks);
  const items: AppliedPrice[] = [];
  for (const tick of ticks) {
    try {
      items.push({ assetId: tick.assetId, outcome: await app.orders.onPrice(tick) });
    } catch (error) {
      items.push({ assetId: tick.assetId, problem: toProblem(error).body });
    }
  }
  return { items };
}

export const assetRoutes: readonly Route[] = [
  route({
    id: 'listAssets',
    method: 'GET',
    path: '/v1/assets',
    access: 'user',
    tag: 'assets',
    summary: 'List the catalogue',
    description: 'Newest first; with `active=true` only what can be traded.',
    query: catalogue,
    status: 200,
    result: pageOf(asset),
    problems: ['INVALID_CURSOR'],
    example: ASSET_PAGE,
    handle: async (call) => call.app.assets.list(catalogue.read(call)),
  }),
  route({
    id: 'getAsset',
    method: 'GET',
    path: '/v1/assets/{assetId}',
    access: 'user',
    tag: 'assets',
    summary: 'Read an asset',
    description:
      'With the price that orders go by: the newer of the catalogue and the last price applied. `priceAt` is its time.',
    status: 200,
    result: asset,
    problems: ['ASSET_NOT_FOUND'],
    example: ASSET,
    handle: (call) => call.app.assets.getPriced(call.parameter('assetId')),
  }),
  route({
    id: 'getDepth',
    method: 'GET',
    path: '/v1/assets/{assetId}/depth',
    access: 'user',
    tag: 'assets',
    summary: 'Read the book of an asset',
    description:
      'The limit orders that rest, added up by price: `levels` of each side, the best price first. It does not say whose they are.',
    query: book,
    status: 200,
    result: depth,
    problems: ['ASSET_NOT_FOUND'],
    example: DEPTH,
    handle: (call) => call.app.orders.depth(call.parameter('assetId'), book.read(call)),
  }),
  route({
    id: 'createAsset',
    method: 'POST',
    path: '/v1/assets',
    access: 'admin',
    tag: 'operations',
    summary: 'Add an asset to the catalogue',
    body: newAsset,
    status: 201,
    result: asset,
    location: ({ assetId }) => `/v1/assets/${assetId}`,
    problems: ['ALREADY_EXISTS'],
    example: ASSET,
    handle: async (call) => call.app.assets.create(await newAsset.read(call)),
  }),
  route({
    id: 'updateAsset',
    method: 'PATCH',
    path: '/v1/assets/{assetId}',
    access: 'admin',
    tag: 'operations',
    summary: 'Change an asset',
    description: 'Only the given fields change; null empties one. `isActive` opens it for trading and closes it.',
    body: changes,
    status: 200,
    result: asset,
    problems: ['ASSET_NOT_FOUND'],
    example: ASSET,
    handle: async (call) => call.app.assets.update(call.parameter('assetId'), await changes.read(call)),
  }),
  route({
    id: 'applyPrices',
    method: 'POST',
    path: '/v1/prices',
    access: 'admin',
    tag: 'operations',
    summary: 'Apply one price, or many',
    description:
      'Fills the resting orders in the `currency` of a price that it reaches. An array of prices is applied in its order; what became of each is in `items`.',
    body: prices,
    status: 200,
    result: priceOutcomes,
    problems: ['ASSET_NOT_FOUND'],
    example: PRICE_OUTCOME,
    handle: async (call) => applyPrices(call, await prices.read(call)),
  }),
];
