import { propertyRuns } from '@orderfolio/conformance';
import { type Balance, type Currency, Decimal } from '@orderfolio/domain';
import {
  type Change,
  type Command,
  check,
  credit,
  type EntityKey,
  execute,
  openBalance,
  save,
} from '@orderfolio/domain/adapter';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { debit, hold } from '../../src/entities/balance.ts';
import { NOW } from '../fixtures.ts';
import { versionedStore } from './versioned-store.ts';

const runs = propertyRuns('batches', 300);

const CURRENCIES = ['USD', 'EUR'] as const satisfies readonly Currency[];
const balanceKey = (currency: Currency) => ({ entity: 'balance', username: 'alice_01', currency }) as const;
const rowKey = (row: number) => ({ entity: 'turn', lane: `row ${row}` }) as const;

/** A command's effect on one balance, the row that it also writes, and its condition. */
interface Step {
  readonly kind: 'credit' | 'debit' | 'hold' | 'look' | 'check';
  readonly currency: Currency;
  readonly amount: number;
  readonly row: number;
  readonly confirmsRefusal: boolean;
  readonly inTwoReads: boolean;
  readonly sharesCommit: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('credit', 'debit', 'hold', 'look', 'check'),
    currency: fc.constantFrom(...CURRENCIES),
    amount: fc.integer({ min: 1, max: 9 }),
    row: fc.integer({ min: 0, max: 8 }),
    confirmsRefusal: fc.boolean(),
    inTwoReads: fc.boolean(),
    sharesCommit: fc.constantFrom(true, true, true, false),
  }),
  { minLength: 1, maxLength: 150 },
);

const CAUSE = { id: '01KGA5H8000000000000000001', at: NOW };

function commandOf({ kind, currency, amount, row, inTwoReads, ...terms }: Step): Command<Facts, string> {
  return {
    name: 'test',
    queue: 'alice_01',
    ...terms,
    async gather(reader) {
      if (!inTwoReads) {
        const [balance, turn] = await reader.read([balanceKey(currency), rowKey(row)]);
        return { balance, version: turn?.version ?? 0 };
      }
      const [balance] = await reader.read([balanceKey(currency)]);
      const [turn] = await reader.read([rowKey(row)]);
      return { balance, version: turn?.version ?? 0 };
    },
    decide({ balance, version }) {
      if (balance === undefined) throw new Error('the balance is open');
      const change = new Decimal(String(amount));
      const insists: readonly Change[] = [check(rowKey(row), version)];
      const after = movesOf[kind](balance, change);
      const result = `${kind} ${after.available} ${after.held} ${version}`;
      if (kind === 'look') return { result, changes: [] };
      if (kind === 'check') return { result, changes: insists };
      const turn = { lane: `row ${row}`, holder: CAUSE.id, isOpen: false, createdAt: NOW, updatedAt: NOW };
      const before = version === 0 ? undefined : { ...turn, version };
      return {
        result,
        changes: [save('turn', before, { ...turn, version: version + 1 }), save('balance', balance, after)],
      };
    },
  };
}

interface Facts {
  readonly balance: Balance | undefined;
  readonly version: number;
}

const movesOf: { readonly [Kind in Step['kind']]: (balance: Balance, amount: Decimal) => Balance } = {
  credit: (balance, amount) => credit(balance, amount, CAUSE),
  debit: (balance, amount) => debit(balance, amount, CAUSE),
  hold: (balance, amount) => hold(balance, amount, CAUSE),
  look: (balance) => balance,
  check: (balance) => balance,
};

function freshStore() {
  const store = versionedStore();
  for (const currency of CURRENCIES) store.put(balanceKey(currency), openBalance('alice_01', currency, NOW));
  return store;
}

function stateOf({ get }: ReturnType<typeof freshStore>): readonly unknown[] {
  const keys: readonly EntityKey[] = [
    ...CURRENCIES.map(balanceKey),
    ...Array.from({ length: 9 }, (_, row) => rowKey(row)),
  ];
  return keys.map(get);
}

test('commands in batches come to the same results and the same state as one by one', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sent) => {
      const [alone, together] = [freshStore(), freshStore()];
      const expected: unknown[] = [];
      for (const step of sent) expected.push((await Promise.allSettled([execute(alone.context, commandOf(step))]))[0]);
      const outcomes = await Promise.allSettled(sent.map((step) => execute(together.context, commandOf(step))));
      expect(outcomes).toEqual(expected);
      expect(stateOf(together)).toEqual(stateOf(alone));
      for (const { changes } of together.commits) expect(changes.length).toBeLessThanOrEqual(100);
    }),
    runs,
  );
});
