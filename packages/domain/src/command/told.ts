import * as z from 'zod';
import { storedAssetId } from '../entities/asset.ts';
import type { Entities, Entity, EntityKey } from '../entities/kinds.ts';
import type { Receipt } from '../entities/receipt.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { isDecimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { readStored, readStoredJson } from '../validation/parse.ts';
import { ulid } from '../validation/schemas.ts';

/** The entities that a result may show, by the names that they have there. */
const KINDS = {
  order: 'order',
  replaced: 'order',
  transaction: 'balanceTransaction',
  assetTransaction: 'assetTransaction',
  balance: 'balance',
  assetBalance: 'assetBalance',
} as const;

type Name = keyof typeof KINDS;
type Kind = (typeof KINDS)[Name];

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an entity that never change once it is stored, even while it is open. */
const FIXED: { readonly [Of in Kind]: ReadonlySet<string> } = {
  order: fixed<'order'>(
    ...(['username', 'orderId', 'clientOrderId', 'orderType', 'side', 'assetId', 'currency', 'quantity'] as const),
    ...([
      'timeInForce',
      'limitPrice',
      'stopPrice',
      'trailAmount',
      'trailPercent',
      'expiresAt',
      'feeTerms',
      'metadata',
    ] as const),
    'createdAt',
  ),
  balanceTransaction: fixed<'balanceTransaction'>(
    ...(['username', 'transactionId', 'type', 'amount', 'currency', 'description', 'referenceId'] as const),
    ...(['metadata', 'rate', 'createdAt'] as const),
  ),
  assetTransaction: fixed<'assetTransaction'>('username', 'transactionId', 'assetId', 'createdAt'),
  balance: fixed<'balance'>('username', 'currency', 'createdAt'),
  assetBalance: fixed<'assetBalance'>('username', 'assetId', 'createdAt'),
};

function fixed<Of extends Kind>(...fields: readonly (keyof Entities[Of] & string)[]): ReadonlySet<string> {
  return new Set(fields);
}

/** The row that shows the last effect of an account tells how the account stood after it. */
interface Shown {
  readonly row: Name;
  /** The sum of the account's parts, and the field where the row has it. */
  readonly sum: string;
  readonly after: string;
  /** The other fields of the account in the row: each, and its field there. */
  readonly fields: readonly (readonly [field: string, inRow: string])[];
}

const ACCOUNTS = {
  balance: {
    row: 'transaction',
    sum: 'currentBalance',
    after: 'balanceAfter',
    fields: [
      ['sequence', 'balanceSequence'],
      ['lastId', 'transactionId'],
      ['updatedAt', 'createdAt'],
    ],
  },
  assetBalance: {
    row: 'assetTransaction',
    sum: 'quantity',
    after: 'quantityAfter',
    fields: [
      ['costBasis', 'costBasisAfter'],
      ['sequence', 'holdingSequence'],
      ['lastId', 'transactionId'],
      ['updatedAt', 'createdAt'],
    ],
  },
} as const satisfies Partial<Record<Name, Shown>>;

type Account = keyof typeof ACCOUNTS;

/** The fields that the stored account tells, or that follow from others. The receipt has its key. */
const DERIVED: ReadonlySet<string> = new Set(['username', 'createdAt', 'currentBalance', 'quantity']);
/** The same, and the fields that the row of its last effect tells. */
const TOLD_BY_ROW = { balance: toldByRow('balance'), assetBalance: toldByRow('assetBalance') } satisfies Readonly<
  Record<Account, ReadonlySet<string>>
>;

function toldByRow(name: Account): ReadonlySet<string> {
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

function tellRecord(name: Exclude<Name, Account>, shown: Fields, subjectId: string): Fields {
  const kind = KINDS[name];
  const told = isOpen(shown) ? without(shown, FIXED[kind]) : {};
  const idField = kind === 'order' ? 'orderId' : 'transactionId';
  if (shown[idField] !== subjectId) told[idField] = shown[idField];
  return told;
}

function tellAccount(name: Account, result: Fields): Fields {
  const shown = fieldsOf(result[name]);
  const isToldByRow = isEffect(name, shown, fieldsOf(result[ACCOUNTS[name].row]));
  const told = without(shown, isToldByRow ? TOLD_BY_ROW[name] : DERIVED);
  if (shown['currency'] === DEFAULT_CURRENCY) delete told['currency'];
  if (isDecimal(shown['held']) && shown['held'].eq(ZERO)) delete told['held'];
  return told;
}

/** True if the row shows the last effect of the account. */
function isEffect(name: Account, account: Fields, row: Fields): boolean {
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

const toldSchema = z.record(z.string(), z.unknown());
const keySchema = z.looseObject({
  orderId: ulid.optional(),
  transactionId: ulid.optional(),
  currency: currencySchema.default(DEFAULT_CURRENCY),
  assetId: storedAssetId.default(''),
});

/** The records that tell the rest of a receipt's result. STORAGE_FAILED for a receipt that cannot be read. */
export function keysTold({ username, subjectId, result }: Receipt): readonly EntityKey[] {
  const keysIn = (told: Fields): readonly EntityKey[] => [
    ...namesIn(told).map((name) => keyOf(KINDS[name], told[name], username, subjectId)),
    ...groupsIn(told).flatMap(([, group]) => keysIn(group)),
  ];
  return keysIn(readStoredJson(toldSchema, result, 'receipt'));
}

function keyOf(entity: Kind, told: unknown, username: string, subjectId: string): EntityKey {
  const { orderId = subjectId, transactionId = subjectId, ...of } = readStored(keySchema, told, 'receipt');
  switch (entity) {
    case 'order':
      return { entity, username, orderId };
    case 'balanceTransaction':
    case 'assetTransaction':
      return { entity, username, transactionId };
    case 'balance':
      return { entity, username, currency: of.currency };
    case 'assetBalance':
      return { entity, username, assetId: of.assetId };
  }
}

/** The whole result: the receipt tells one part, and its records tell the rest. `keysTold` names the records. */
export function retell({ result }: Receipt, records: readonly (Entity | undefined)[]): Fields {
  return retellAll(readStoredJson(toldSchema, result, 'receipt'), records.values());
}

function retellAll(told: Fields, records: Iterator<Entity | undefined>): Fields {
  const whole: Record<string, unknown> = { ...told };
  for (const name of namesIn(told)) {
    const record = records.next().value;
    if (record === undefined)
      throw new StorageFailedError({ reason: `the ${name} of a receipt is missing`, retryable: false });
    const said = fieldsOf(told[name]);
    if (isAccount(name)) whole[name] = retellAccount(name, fieldsOf(record), said, fieldsOf(whole[ACCOUNTS[name].row]));
    else whole[name] = isOpen(said) ? { ...only(fieldsOf(record), FIXED[KINDS[name]]), ...said } : record;
  }
  for (const [name, group] of groupsIn(told)) whole[name] = retellAll(group, records);
  return whole;
}

const stoodSchema = z.looseObject({ held: nonNegativeDecimal.default(ZERO), available: nonNegativeDecimal.optional() });

function retellAccount(name: Account, record: Fields, told: Fields, row: Fields): Fields {
  const { sum, after, fields } = ACCOUNTS[name];
  const stood = readStored(stoodSchema, told, 'receipt');
  const total = row[after];
  const available = stood.available ?? (isDecimal(total) ? total.minus(stood.held) : ZERO);
  const shownByRow = Object.fromEntries(fields.map(([field, inRow]) => [field, row[inRow]]));
  return {
    ...only(record, FIXED[name]),
    ...(stood.available === undefined && shownByRow),
    ...stood,
    available,
    [sum]: available.plus(stood.held),
  };
}

/** In this order: a row comes before the account that it tells of. */
function namesIn(told: Fields): readonly Name[] {
  return NAMES.filter((name) => told[name] !== undefined);
}

/** A part of a result that shows entities of its own: each half of a conversion. */
function isGroup(value: unknown): value is Fields {
  return isFields(value) && namesIn(value).length > 0;
}

function groupsIn(told: Fields): readonly (readonly [name: string, group: Fields])[] {
  return Object.entries(told).flatMap(([name, value]) => (!isName(name) && isGroup(value) ? [[name, value]] : []));
}

const NAMES: readonly Name[] = Object.keys(KINDS).filter(isName);

function isName(name: string): name is Name {
  return Object.hasOwn(KINDS, name);
}

function isAccount(name: Name): name is Account {
  return Object.hasOwn(ACCOUNTS, name);
}

/** The fields that may still change. Only records that were open have a status in a receipt. */
function isOpen({ status }: Fields): boolean {
  return status === 'PENDING' || status === 'QUEUED';
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NOTHING;
}

const NOTHING: Fields = Object.freeze({});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function only(fields: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
}

function without(fields: Fields, names: ReadonlySet<string>): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) if (!names.has(name)) rest[name] = fields[name];
  return rest;
}
