import { type Decimal, isDecimal } from '../../money/decimal.ts';
import type { RecordKind } from '../../ports/record-repository.ts';
import { readFields } from '../../validation/parse.ts';

/** The rules that an account must keep. `docs/reconcile.md` lists every stored field with its rules. */
export const RECONCILIATION_RULES = Object.freeze([
  'READABLE',
  'INDEXES',
  'TOTALS',
  'CHAIN',
  'STAMPS',
  'HOLDS',
  'FILLS',
  'CONVERSIONS',
  'TERMS',
  'PRICES',
  'RECEIPTS',
  'STATUS',
] as const);
export type ReconciliationRule = (typeof RECONCILIATION_RULES)[number];

/** The value that a field has, or should have. Undefined if there is none. */
export type Figure = Decimal | string | number | undefined;

/** The record that a difference is about. Its id is a currency, an asset id, the id of a row or an order, or scope and key. */
export interface RecordName {
  readonly entity: RecordKind | 'trailingGroup';
  readonly id: string;
}

interface Found extends RecordName {
  readonly rule: ReconciliationRule;
}

/** A field is not what the rest of the account says. */
interface OtherValue extends Found {
  readonly kind: 'VALUE';
  readonly field: string;
  readonly expected: Figure;
  readonly stored: Figure;
}

/** A record cannot be read. All the others were. */
interface Unreadable extends Found {
  readonly kind: 'UNREADABLE';
  readonly reason: string;
}

/** An index has the record in the wrong place, so a search in the index does not find it. */
interface Misplaced extends Found {
  readonly kind: 'MISPLACED';
  readonly reason: string;
}

/** Other records say that the record must be there, and it is not. */
interface Missing extends Found {
  readonly kind: 'MISSING';
}

/** The record is there, and no other record accounts for it. */
interface Unexpected extends Found {
  readonly kind: 'UNEXPECTED';
}

/** No row shows the effects `first` to `last` of a balance or a holding. */
interface Gap extends Found {
  readonly kind: 'GAP';
  readonly first: number;
  readonly last: number;
}

/** Something that is stored although the rules forbid it. */
export type Difference = OtherValue | Unreadable | Misplaced | Missing | Unexpected | Gap;

/** The differences of an account so far. */
export class Findings {
  readonly differences: Difference[] = [];

  /** Notes the field if it is not as expected. Returns whether it is. */
  expect(rule: ReconciliationRule, name: RecordName, field: string, expected: Figure, stored: Figure): boolean {
    const isEqual = isDecimal(expected) && isDecimal(stored) ? expected.eq(stored) : expected === stored;
    if (!isEqual) this.note(rule, name, field, expected, stored);
    return isEqual;
  }

  /** Notes the field: it is not what it should be. */
  note(rule: ReconciliationRule, { entity, id }: RecordName, field: string, expected: Figure, stored: Figure): void {
    this.differences.push({ kind: 'VALUE', rule, entity, id, field, expected, stored });
  }

  unreadable({ entity, id }: RecordName, reason: string): void {
    this.differences.push({ kind: 'UNREADABLE', rule: 'READABLE', entity, id, reason });
  }

  misplaced({ entity, id }: RecordName, reason: string): void {
    this.differences.push({ kind: 'MISPLACED', rule: 'INDEXES', entity, id, reason });
  }

  missing(rule: ReconciliationRule, { entity, id }: RecordName): void {
    this.differences.push({ kind: 'MISSING', rule, entity, id });
  }

  unexpected(rule: ReconciliationRule, { entity, id }: RecordName): void {
    this.differences.push({ kind: 'UNEXPECTED', rule, entity, id });
  }

  gap({ entity, id }: RecordName, first: number, last: number): void {
    this.differences.push({ kind: 'GAP', rule: 'CHAIN', entity, id, first, last });
  }
}

/** The difference as a sentence. VALIDATION_FAILED for anything that is not a difference. */
export function describeDifference(found: Difference): string {
  const difference = readFields(found, 'difference');
  const name = `${difference.entity} ${difference.id}`;
  switch (difference.kind) {
    case 'VALUE': {
      const { field, expected = 'nothing', stored = 'nothing' } = difference;
      return `${name}: ${field} is stored as ${stored}, and should be ${expected}`;
    }
    case 'UNREADABLE':
      return `${name} cannot be read: ${difference.reason}`;
    case 'MISPLACED':
      return `${name} does not stand where its index has it: ${difference.reason}`;
    case 'MISSING':
      return `${name} is missing`;
    case 'UNEXPECTED':
      return `${name} is there, and belongs to nothing`;
    case 'GAP':
      return `${name}: no row shows the effects ${difference.first} to ${difference.last}`;
  }
}
