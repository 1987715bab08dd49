import { currencySchema, parse, setRateSchema } from '@orderfolio/domain/schemas';
import { EXCHANGE_RATE, RATE, RATE_PAGE } from '../openapi/examples.ts';
import { pageOf } from '../replies/result-kind.ts';
import { exchangeRate, rate } from '../replies/results.ts';
import { body } from './body.ts';
import { pages } from './cash.ts';
import { type Route, route } from './route.ts';

const setting = body(setRateSchema, { name: 'SetRate', example: { base: 'EUR', quote: 'USD', rate: '1.10' } });

/** Exchange rates: everybody reads them, administrators set them. */
export const rateRoutes: readonly Route[] = [
  route({
    id: 'listRates',
    method: 'GET',
    path: '/v1/rates',
    access: 'user',
    tag: 'cash',
    summary: 'List the exchange rates',
    description: 'As they were set, those of the pairs that came last first.',
    query: pages,
    status: 200,
    result: pageOf(rate),
    problems: ['INVALID_CURSOR'],
    example: RATE_PAGE,
    handle: async (call) => call.app.rates.list(pages.read(call)),
  }),
  route({
    id: 'getRate',
    method: 'GET',
    path: '/v1/rates/{base}/{quote}',
    access: 'user',
    tag: 'cash',
    summary: 'Read the rate of two currencies',
    description:
      'What one unit of `base` is worth in `quote` now, over the US dollar where no rate of the two is known.',
    status: 200,
    result: exchangeRate,
    problems: ['RATE_UNAVAILABLE'],
    example: EXCHANGE_RATE,
    async handle(call) {
      const base = parse(currencySchema, call.parameter('base'), 'base');
      return call.app.rates.get(base, parse(currencySchema, call.parameter('quote'), 'quote'));
    },
  }),
  route({
    id: 'setRate',
    method: 'POST',
    path: '/v1/rates',
    access: 'admin',
    tag: 'operations',
    summary: 'Set an exchange rate',
    description:
      'One unit of `base` is worth `rate` of `quote`. One that is older than the stored one changes nothing.',
    body: setting,
    status: 200,
    result: rate,
    problems: [],
    example: RATE,
    handle: async (call) => call.app.rates.set(await setting.read(call)),
  }),
];
