import type { BalanceTransaction, Page } from '@orderfolio/domain';
import { conversionSchema, pageRequestSchema, transferSchema } from '@orderfolio/domain/schemas';
import { BALANCES, CASH_MOVEMENT, CONVERSION, SETTLEMENT, TRANSACTION, TRANSACTION_PAGE } from '../openapi/examples.ts';
import { pageOf } from '../replies/result-kind.ts';
import { balances, balanceTransaction, cashMovement, conversion, settlement } from '../replies/results.ts';
import { command } from './body.ts';
import type { Call } from './call.ts';
import { pageOfUser, query } from './query.ts';
import { type Route, route } from './route.ts';

const movement = { fixed: { username: 'caller' }, key: 'idempotencyKey' } as const;
const deposit = command(transferSchema, { ...movement, name: 'Deposit', example: { amount: '1000.00' } });
const withdrawal = command(transferSchema, {
  ...movement,
  name: 'Withdrawal',
  example: { amount: '250.00', status: 'PENDING' },
});
const exchange = command(conversionSchema, {
  ...movement,
  name: 'Convert',
  example: { from: 'USD', to: 'EUR', amount: '110.00' },
});
export const pages = query(pageRequestSchema);

/** The cash ledger of a user, newest first. */
export async function listStatement(call: Call, username: string): Promise<Page<BalanceTransaction>> {
  return pageOfUser(call, username, call.app.funds.listTransactions(username, pages.read(call)));
}

const REFUSALS = ['USER_NOT_FOUND', 'BALANCE_NOT_FOUND', 'ACCOUNT_SUSPENDED', 'IDEMPOTENCY_CONFLICT'] as const;

function settle(to: 'complete' | 'fail' | 'cancel', summary: string, description: string): Route {
  return route({
    id: `${to}Transaction`,
    method: 'POST',
    path: `/v1/users/{username}/transactions/{transactionId}/${to}`,
    access: 'admin',
    tag: 'operations',
    summary,
    description: `${description} A transaction that has ended is 409, with the status that was found.`,
    status: 200,
    result: settlement,
    problems: [
      'USER_NOT_FOUND',
      'TRANSACTION_NOT_FOUND',
      'INVALID_TRANSACTION_TRANSITION',
      'INSUFFICIENT_BALANCE',
      ...(to === 'complete' ? (['ACCOUNT_SUSPENDED'] as const) : []),
    ],
    example: SETTLEMENT,
    handle: (call) => call.app.funds[to](call.parameter('username'), call.parameter('transactionId')),
  });
}

export const cashRoutes: readonly Route[] = [
  route({
    id: 'listBalances',
    method: 'GET',
    path: '/v1/me/balances',
    access: 'user',
    tag: 'cash',
    summary: 'Read your balances',
    description: 'All of them: one for each currency.',
    status: 200,
    result: balances,
    problems: ['USER_NOT_FOUND'],
    example: BALANCES,
    handle: async (call) => ({ items: await call.app.funds.listBalances(call.caller) }),
  }),
  route({
    id: 'deposit',
    method: 'POST',
    path: '/v1/me/deposits',
    access: 'user',
    tag: 'cash',
    summary: 'Deposit',
    description: 'Books at once, or with `status: "PENDING"` when an administrator completes it.',
    body: deposit,
    status: 201,
    result: cashMovement,
    location: ({ transaction }) => `/v1/me/transactions/${transaction.transactionId}`,
    problems: REFUSALS,
    example: CASH_MOVEMENT,
    handle: async (call) => call.app.funds.deposit(await deposit.read(call)),
  }),
  route({
    id: 'withdraw',
    method: 'POST',
    path: '/v1/me/withdrawals',
    access: 'user',
    tag: 'cash',
    summary: 'Withdraw',
    description: 'Books at once, or with `status: "PENDING"` holds the amount until an administrator settles it.',
    body: withdrawal,
    status: 201,
    result: cashMovement,
    location: ({ transaction }) => `/v1/me/transactions/${transaction.transactionId}`,
    problems: [...REFUSALS, 'INSUFFICIENT_BALANCE'],
    example: CASH_MOVEMENT,
    handle: async (call) => call.app.funds.withdraw(await withdrawal.read(call)),
  }),
  route({
    id: 'convert',
    method: 'POST',
    path: '/v1/me/conversions',
    access: 'user',
    tag: 'cash',
    summary: 'Convert cash into another currency',
    description: 'At the rate of now, rounded down. The balance that it is paid into is opened where you have none.',
    body: exchange,
    status: 201,
    result: conversion,
    location: ({ received }) => `/v1/me/transactions/${received.transaction.transactionId}`,
    problems: [...REFUSALS, 'INSUFFICIENT_BALANCE', 'RATE_UNAVAILABLE'],
    example: CONVERSION,
    handle: async (call) => call.app.funds.convert(await exchange.read(call)),
  }),
  route({
    id: 'listTransactions',
    method: 'GET',
    path: '/v1/me/transactions',
    access: 'user',
    tag: 'cash',
    summary: 'Read your statement',
    description: 'The cash ledger, newest first, with the balance after every row.',
    query: pages,
    status: 200,
    result: pageOf(balanceTransaction),
    problems: ['USER_NOT_FOUND', 'INVALID_CURSOR'],
    example: TRANSACTION_PAGE,
    handle: async (call) => listStatement(call, call.caller),
  }),
  transactionRoute('/v1/me/transactions/{transactionId}', 'user', (call) => call.caller),
  transactionRoute('/v1/users/{username}/transactions/{transactionId}', 'admin', (call) => call.parameter('username')),
  settle('complete', 'Complete a pending transaction', 'A deposit arrives, a withdrawal leaves.'),
  settle('fail', 'Fail a pending transaction', 'What a withdrawal held is available again.'),
  settle('cancel', 'Call a pending transaction off', 'What a withdrawal held is available again.'),
];

function transactionRoute(path: string, access: 'user' | 'admin', ownerOf: (call: Call) => string): Route {
  return route({
    id: access === 'user' ? 'getTransaction' : 'getTransactionOfUser',
    method: 'GET',
    path,
    access,
    tag: access === 'user' ? 'cash' : 'operations',
    summary: access === 'user' ? 'Read a row of your statement' : "Read a row of a user's statement",
    status: 200,
    result: balanceTransaction,
    problems: ['USER_NOT_FOUND', 'TRANSACTION_NOT_FOUND'],
    example: TRANSACTION,
    handle: (call) => call.app.funds.getTransaction(ownerOf(call), call.parameter('transactionId')),
  });
}
