import { readFileSync } from 'node:fs';
import { RECONCILIATION_RULES } from '@orderfolio/domain';
import {
  assetBalanceSchema,
  assetTransactionSchema,
  balanceSchema,
  balanceTransactionSchema,
  orderSchema,
  RECORD_KINDS,
  type RecordKind,
  receiptSchema,
} from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';

const document = readFileSync(new URL('../../../../docs/reconcile.md', import.meta.url), 'utf8');

const SCHEMAS = {
  balance: balanceSchema,
  assetBalance: assetBalanceSchema,
  balanceTransaction: balanceTransactionSchema,
  assetTransaction: assetTransactionSchema,
  order: orderSchema,
  receipt: receiptSchema,
} satisfies Readonly<Record<RecordKind, unknown>>;

/** The rows of the table below a heading: the first cell and the second. */
function tableOf(heading: string): [first: string, second: string][] {
  const [, below = ''] = document.split(`\n### ${heading}\n`);
  const [section = ''] = below.split('\n#');
  return [...section.matchAll(/^\| (`.*?) \| (.*) \|$/gm)].map(([, first = '', second = '']) => [first, second]);
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => code ?? []);
}

describe('docs/reconcile.md', () => {
  test.each(RECORD_KINDS)('says of every field of a %s which rule it falls under', (kind) => {
    const fields = tableOf(kind).flatMap(([names]) => codesIn(names));
    expect(fields.sort()).toEqual(Object.keys(SCHEMAS[kind].unwrap().shape).sort());
    for (const [names, rules] of tableOf(kind)) {
      const named = codesIn(rules).filter((code) => RECONCILIATION_RULES.some((rule) => rule === code));
      expect(named.length > 0 || rules.startsWith('follows'), names).toBe(true);
    }
  });

  test('explains every rule', () => {
    const explained = [...document.matchAll(/^\| `([A-Z]+)` \|/gm)].map(([, rule]) => rule);
    expect(explained).toEqual(expect.arrayContaining([...RECONCILIATION_RULES]));
  });
});
