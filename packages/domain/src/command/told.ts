import { DEFAULT_CURRENCY } from '../money/currency.ts';
import { isDecimal, ZERO } from '../money/decimal.ts';
import {
  ACCOUNTS,
  type AccountName,
  FIXED,
  type Fields,
  fieldsOf,
  isAccount,
  isGroup,
  isName,
  isOpen,
  KINDS,
  type Name,
} from './told-parts.ts';

/** The fields that the stored account tells, or that follow from others. The receipt has its key. */
const DERIVED: ReadonlySet<string> = new Set(['username', 'createdAt', 'currentBalance', 'quantity']);
/** The same, and the fields that the row of its last effect tells. */
const TOLD_BY_ROW = { balance: toldByRow('balance'), assetBalance: toldByRow('assetBalance') } satisfies Readonly<
  Record<AccountName, ReadonlySet<string>>
>;

function toldByRow(name: AccountName): ReadonlySet<string> {
  return new Set([...DERIVED, 'available', ...ACCOUNTS[name].fields.map(([field]) => field)]);
}

/**
 * The part of a result that its records will not tell later, as JSON: which records they are, how the accounts stood, and the fields that
 * may change in what was open then. The subject goes without its id. A part that shows no entities is kept as it is.
 */
export function tell(result: object, subjectId: string): string {
  return JSON.stringify(tellAll(fieldsOf(result), subjectId));
}

function tellAll(shown: Fields, subjectId: string): Fields {
  const told: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(shown)) {
    if (value === undefined || !isName(name)) told[name] = isGroup(value) ? tellAll(value, subjectId) : value;
    else told[name] = isAccount(name) ? tellAccount(name, shown) : tellRecord(name, fieldsOf(value), subjectId);
  }
  return told;
}

function tellRecord(name: Exclude<Name, AccountName>, shown: Fields, subjectId: string): Fields {
  const kind = KINDS[name];
  const told = isOpen(shown) ? without(shown, FIXED[kind]) : {};
  const idField = kind === 'order' ? 'orderId' : 'transactionId';
  if (shown[idField] !== subjectId) told[idField] = shown[idField];
  return told;
}

function tellAccount(name: AccountName, result: Fields): Fields {
  const shown = fieldsOf(result[name]);
  const known = isEffect(name, shown, fieldsOf(result[ACCOUNTS[name].row])) ? TOLD_BY_ROW[name] : DERIVED;
  // A field is left out, not deleted: an object that has lost a field takes several times as long to write as JSON.
  const told: Record<string, unknown> = {};
  for (const field of Object.keys(shown)) {
    const value = shown[field];
    if (!known.has(field) && !isUsual(field, value)) told[field] = value;
  }
  return told;
}

/** True for the currency that an account is in by default, and for the hold of one that holds nothing. */
function isUsual(field: string, value: unknown): boolean {
  if (field === 'currency') return value === DEFAULT_CURRENCY;
  return field === 'held' && isDecimal(value) && value.eq(ZERO);
}

/** True if the row shows the last effect of the account. */
function isEffect(name: AccountName, account: Fields, row: Fields): boolean {
  const { sum, after, fields } = ACCOUNTS[name];
  return (
    !isOpen(row) &&
    isSame(account[sum], row[after]) &&
    fields.every(([field, inRow]) => isSame(account[field], row[inRow]))
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (isDecimal(one) && isDecimal(other) && one.eq(other));
}

function without(fields: Fields, names: ReadonlySet<string>): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) if (!names.has(name)) rest[name] = fields[name];
  return rest;
}
