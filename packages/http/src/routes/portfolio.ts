import { listAssetTransactionsSchema, valuationRequestSchema } from '@orderfolio/domain/schemas';
import { ORDER_PAGE, PORTFOLIO, RECONCILIATION, TRADE_PAGE, TRANSACTION_PAGE, USER } from '../openapi/examples.ts';
import { account } from '../replies/accounts.ts';
import { portfolio, reconciliation } from '../replies/reports.ts';
import { pageOf } from '../replies/result-kind.ts';
import { assetTransaction, balanceTransaction, order } from '../replies/results.ts';
import { listStatement, pages } from './cash.ts';
import { listOrders, orderFilter } from './orders.ts';
import { pageOfUser, query } from './query.ts';
import { type Route, route } from './route.ts';

const valuation = query(valuationRequestSchema);
const trades = query(listAssetTransactionsSchema);

export const portfolioRoutes: readonly Route[] = [
  route({
    id: 'getPortfolio',
    method: 'GET',
    path: '/v1/portfolio',
    access: 'user',
    tag: 'portfolio',
    summary: 'Value your portfolio',
    description:
      'Cash, holdings and what they are worth now, in one currency: US dollars, unless another is asked for.',
    query: valuation,
    status: 200,
    result: portfolio,
    problems: ['USER_NOT_FOUND'],
    example: PORTFOLIO,
    handle: async (call) => call.app.portfolio.value(call.caller, valuation.read(call)),
  }),
  route({
    id: 'listTrades',
    method: 'GET',
    path: '/v1/portfolio/transactions',
    access: 'user',
    tag: 'portfolio',
    summary: 'List your trades',
    description: 'The asset ledger, newest first, of one asset or of all.',
    query: trades,
    status: 200,
    result: pageOf(assetTransaction),
    problems: ['USER_NOT_FOUND', 'INVALID_CURSOR'],
    example: TRADE_PAGE,
    handle: async (call) =>
      pageOfUser(call, call.caller, call.app.portfolio.listTransactions(call.caller, trades.read(call))),
  }),
  route({
    id: 'getUser',
    method: 'GET',
    path: '/v1/users/{username}',
    access: 'admin',
    tag: 'operations',
    summary: 'Read a user',
    status: 200,
    result: account,
    problems: ['USER_NOT_FOUND'],
    example: USER,
    handle: async (call) => call.app.users.get(call.parameter('username')),
  }),
  route({
    id: 'getPortfolioOfUser',
    method: 'GET',
    path: '/v1/users/{username}/portfolio',
    access: 'admin',
    tag: 'operations',
    summary: "Value a user's portfolio",
    query: valuation,
    status: 200,
    result: portfolio,
    problems: ['USER_NOT_FOUND'],
    example: PORTFOLIO,
    handle: async (call) => call.app.portfolio.value(call.parameter('username'), valuation.read(call)),
  }),
  route({
    id: 'listOrdersOfUser',
    method: 'GET',
    path: '/v1/users/{username}/orders',
    access: 'admin',
    tag: 'operations',
    summary: "List a user's orders",
    query: orderFilter,
    status: 200,
    result: pageOf(order),
    problems: ['USER_NOT_FOUND', 'INVALID_CURSOR'],
    example: ORDER_PAGE,
    handle: (call) => listOrders(call, call.parameter('username')),
  }),
  route({
    id: 'listTransactionsOfUser',
    method: 'GET',
    path: '/v1/users/{username}/transactions',
    access: 'admin',
    tag: 'operations',
    summary: "Read a user's statement",
    query: pages,
    status: 200,
    result: pageOf(balanceTransaction),
    problems: ['USER_NOT_FOUND', 'INVALID_CURSOR'],
    example: TRANSACTION_PAGE,
    handle: async (call) => listStatement(call, call.parameter('username')),
  }),
  route({
    id: 'reconcileUser',
    method: 'POST',
    path: '/v1/users/{username}/reconcile',
    access: 'admin',
    tag: 'operations',
    summary: "Add up a user's ledgers anew",
    description: 'Compares what is stored with what the ledgers add up to. Reads the whole history.',
    status: 200,
    result: reconciliation,
    problems: ['USER_NOT_FOUND'],
    example: RECONCILIATION,
    handle: (call) => call.app.portfolio.reconcile(call.parameter('username')),
  }),
];
