import { createHash } from 'node:crypto';
import { Decimal } from '@orderfolio/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { commandText } from '../../src/command/canonical.ts';
import { keysTold, retell } from '../../src/command/retold.ts';
import { sha256Of } from '../../src/command/sha256.ts';
import { tell } from '../../src/command/told.ts';
import { adjustmentSchema, cashMovementSchema, decideDeposit, transferSchema } from '../../src/rules/cash-movement.ts';
import { balanceOf, LATER, momentAt, NOW } from '../fixtures.ts';

describe('the text of a command', () => {
  const schema = z.strictObject({ amount: z.string(), note: z.string().optional(), kind: z.string().default('usual') });

  test('has its keys sorted, and leaves out what its schema would fill in', () => {
    expect(commandText({ kind: 'usual', note: undefined, amount: '1' }, schema)).toBe('{"amount":"1"}');
    expect(commandText({ note: 'x', kind: 'other', amount: '1' }, schema)).toBe(
      '{"amount":"1","kind":"other","note":"x"}',
    );
  });

  test('is the same once a later release has a new field with a default', () => {
    const later = schema.extend({ speed: z.enum(['SLOW', 'FAST']).default('SLOW') });
    const now = commandText({ amount: '1', kind: 'usual' }, schema);
    expect(commandText(later.parse({ amount: '1' }), later)).toBe(now);
    expect(commandText(later.parse({ amount: '1', speed: 'FAST' }), later)).not.toBe(now);
  });

  test('knows the defaults of every type of a union', () => {
    const one = z.strictObject({ type: z.literal('ONE'), fast: z.boolean().default(true) });
    const two = z.strictObject({ type: z.literal('TWO') });
    const either = z.discriminatedUnion('type', [one, two]);
    expect(commandText({ type: 'ONE', fast: true }, either)).toBe('{"type":"ONE"}');
  });

  test('tells every command of cash from every other', () => {
    const bodies = [
      { operation: 'deposit', amount: '1', status: 'COMPLETED' },
      { operation: 'withdraw', amount: '1', status: 'COMPLETED' },
      { operation: 'deposit', amount: '1', status: 'PENDING' },
      { operation: 'deposit', amount: '1', metadata: { a: '1' } },
      { operation: 'deposit', amount: '1', metadata: { a: '2' } },
      { operation: 'deposit', amount: '1', description: 'x'.repeat(100) },
      { operation: 'deposit', amount: '1', description: `${'x'.repeat(99)}é` },
    ];
    const texts = bodies.map((body) => commandText(body, transferSchema));
    expect(new Set(texts).size).toBe(bodies.length);
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(64);
    expect(commandText({ operation: 'adjust', amount: '1' }, adjustmentSchema)).not.toBe(texts[0]);
  });

  test('that is longer than its hash is its SHA-256', () => {
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 300 });
    fc.assert(fc.property(ascii, (text) => sha256Of(text) === createHash('sha256').update(text).digest('hex')));
    for (const length of [0, 55, 56, 63, 64, 119, 120, 1_000])
      expect(sha256Of('a'.repeat(length))).toBe(createHash('sha256').update('a'.repeat(length)).digest('hex'));
  });
});

describe('what a receipt tells of a result', () => {
  const deposit = (status: 'COMPLETED' | 'PENDING') => {
    const command = { username: 'alice_01', currency: 'USD', amount: new Decimal('5'), status } as const;
    return decideDeposit(command, balanceOf('10'), momentAt(LATER));
  };
  const receiptOf = ({ result, subjectId }: ReturnType<typeof deposit>) => ({
    username: 'alice_01',
    scope: 'FUNDS' as const,
    key: 'one',
    subjectId,
    request: '',
    result: tell(result, subjectId),
    version: 1,
    createdAt: LATER,
    updatedAt: LATER,
  });

  test('is not what the row tells', () => {
    expect(JSON.parse(receiptOf(deposit('COMPLETED')).result)).toEqual({
      transaction: {},
      balance: { totalDeposits: '5', totalWithdrawals: '0', version: 2 },
    });
  });

  test('is what may change in a row that is pending', () => {
    const { transaction } = JSON.parse(receiptOf(deposit('PENDING')).result);
    expect(Object.keys(transaction).sort()).toEqual([
      'balanceAfter',
      'balanceSequence',
      'status',
      'updatedAt',
      'version',
    ]);
  });

  test.each(['COMPLETED', 'PENDING'] as const)('with the records of later gives the result again: %s', (status) => {
    const decision = deposit(status);
    const { transaction, balance } = decision.result;
    const receipt = receiptOf(decision);
    expect(keysTold(receipt)).toEqual([
      { entity: 'balanceTransaction', username: 'alice_01', transactionId: transaction.transactionId },
      { entity: 'balance', username: 'alice_01', currency: 'USD' },
    ]);
    const settled =
      status === 'COMPLETED' ? transaction : { ...transaction, status: 'FAILED' as const, version: 2, updatedAt: NOW };
    const moved = {
      ...balance,
      available: new Decimal('1'),
      currentBalance: new Decimal('1'),
      version: 9,
      sequence: 7,
    };
    const again = cashMovementSchema.parse(retell(receipt, [settled, moved]));
    expect(again).toEqual(cashMovementSchema.parse(JSON.parse(JSON.stringify(decision.result))));
  });

  test('is of no use without its records', () => {
    const receipt = receiptOf(deposit('COMPLETED'));
    expect(() => retell(receipt, [undefined, undefined])).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
    expect(() => keysTold({ ...receipt, result: '[]' })).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
  });
});
