import { expect, test } from 'vitest';
import { type AccountCall, type AccountReply, accountModel } from '../src/histories/account-model.ts';
import { type Operation, withoutOrder } from '../src/histories/one-order.ts';

type Step = Operation<AccountCall, AccountReply>;

const opening: Step = { began: 1, ended: 2, call: cash('deposit', 80), reply: { cash: 80, replayed: false } };

test.each([
  ['deposit', 'withdraw'],
  ['withdraw', 'deposit'],
] as const)('finds the order of a %s and a %s that nobody answered by what a repeat answers', (first, second) => {
  const unanswered = [first, second].map((kind, index) => ({
    began: 3 + index,
    ended: undefined,
    call: kind === 'withdraw' ? cash(kind, 80, 'all of it') : cash(kind, 60),
    reply: undefined,
  }));
  // Both orders come to 60 dollars. In one of them the withdrawal left 60, in the other nothing.
  for (const left of [60, 0]) {
    const repeat: Step = {
      began: 5,
      ended: 6,
      call: cash('withdraw', 80, 'all of it'),
      reply: { cash: left, replayed: true },
    };
    const look: Step = { began: 7, ended: 8, call: cash('look', 0), reply: { cash: 60 } };
    expect(withoutOrder([opening, ...unanswered, repeat, look], accountModel)).toBeUndefined();
  }
});

test('finds no order where a repeat answers with what no order has left', () => {
  const repeat: Step = { began: 3, ended: 4, call: cash('deposit', 80, 'a'), reply: { cash: 80, replayed: true } };
  expect(withoutOrder([opening, repeat], accountModel)).toMatchObject({ longest: [opening], next: [repeat] });
});

function cash(kind: AccountCall['kind'], amount: number, key?: string): AccountCall {
  return { kind, amount, key };
}
