import { RECORD_KINDS, type RecordKind } from '@orderfolio/domain/adapter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Adapter } from '../adapter.ts';
import { type OpenPlace, openPlace } from '../place.ts';
import { Account } from './account.ts';
import { fieldsOf } from './fields.ts';
import { DERIVED, KEY } from './forbidden.ts';
import { anotherKey, isDoubled, isMissed } from './records.ts';

/** The kinds of records, in words. */
const KINDS = {
  balance: 'a balance',
  assetBalance: 'a holding',
  balanceTransaction: 'a cash row',
  assetTransaction: 'an asset row',
  order: 'an order',
  receipt: 'a receipt',
} satisfies Readonly<Record<RecordKind, string>>;

/** There is a reconciliation for each of some hundred values. */
const TIMEOUT_MS = 600_000;

/** What is tampered with. */
export interface TamperingOptions {
  /**
   * The fields that an order's record has only for the indexes, each with a value that no order has there. Default:
   * none.
   */
  readonly places?: Readonly<Record<string, unknown>> | undefined;
  /**
   * True (default): every field is tried with every bad value, on a record of every sort. False, for a store with slow
   * requests: every field is tried with one bad value, on one record that has it and on one that lacks it. The domain
   * finds the changes, so it is enough to try everything on a quick store.
   */
  readonly everySort?: boolean | undefined;
}

/**
 * Registers tests with vitest: whatever someone writes into the store past the rules, `portfolio.reconcile` finds it.
 *
 * @example
 * testTampering({ name: 'memory', capabilities, open }, { places: { dueKey: 'elsewhere' } });
 */
export function testTampering(adapter: Adapter, { places = {}, everySort = true }: TamperingOptions = {}): void {
  describe(`${adapter.name}, tampered with`, { timeout: TIMEOUT_MS }, () => {
    // All tests share one account, since each puts back what it changes: to live through it takes a hundred commands.
    let opened: OpenPlace | undefined;
    let account: Account;
    beforeAll(async () => {
      opened = await openPlace(adapter);
      account = await Account.open(opened.place);
    }, TIMEOUT_MS);
    afterAll(() => opened?.close());

    for (const kind of RECORD_KINDS) {
      test(`${KINDS[kind]} is found with any field overwritten, taken away, and there twice`, async () => {
        const { raw } = account;
        const records = await account.recordsOf(kind);
        const selection = new Selection(everySort);
        const covered = new Set<string>();
        for (const { key, entity } of records) {
          for (const [field, forbidden] of fieldsOf(kind)) {
            if (forbidden === KEY || forbidden === DERIVED) {
              covered.add(field);
              continue;
            }
            const has = Reflect.get(entity, field) !== undefined;
            for (const value of selection.of(`${field} ${has}`, forbidden(entity))) {
              covered.add(field);
              await account.tamper(key, `${field} ${String(value)}`, () => raw.overwrite(key, field, value));
            }
          }
          if (isMissed(kind, entity)) await account.tamper(key, 'taken away', () => raw.remove(key));
          if (isDoubled(kind, entity)) await account.tamper(key, 'doubled', () => raw.copy(key, anotherKey(key)));
        }
        await account.expectAllFound();
        expect([...covered].sort(), 'the fields that were overwritten').toEqual(
          fieldsOf(kind)
            .map(([field]) => field)
            .sort(),
        );
      });
    }

    test('an order that an index has lost, or has elsewhere, is found', async () => {
      const { raw } = account;
      const selection = new Selection(everySort);
      for (const { key, entity } of await account.recordsOf('order')) {
        for (const [field, elsewhere] of Object.entries(places)) {
          const stands = entity.status === 'QUEUED' && (await raw.has(key, field));
          for (const value of selection.of(`${field} ${stands}`, stands ? [elsewhere, undefined] : [elsewhere]))
            await account.tamper(key, `${field} ${String(value)}`, () => raw.overwrite(key, field, value));
        }
      }
      await account.expectAllFound();
    });
  });
}

/** All values, or the first value of the first record of each sort with values. */
class Selection {
  readonly #everySort: boolean;
  readonly #seen = new Set<string>();

  constructor(everySort: boolean) {
    this.#everySort = everySort;
  }

  of(sort: string, values: readonly unknown[]): readonly unknown[] {
    if (this.#everySort) return values;
    if (this.#seen.has(sort) || values.length === 0) return [];
    this.#seen.add(sort);
    return values.slice(0, 1);
  }
}
