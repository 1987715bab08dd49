import * as z from 'zod';
import { storedAssetId } from '../entities/asset.ts';
import type { Entity, EntityKey } from '../entities/kinds.ts';
import type { Receipt } from '../entities/receipt.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import { isDecimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { readStored, readStoredJson } from '../validation/parse.ts';
import { ulid } from '../validation/schemas.ts';
import {
  ACCOUNTS,
  type AccountName,
  FIXED,
  type Fields,
  fieldsOf,
  groupsIn,
  isAccount,
  isOpen,
  KINDS,
  type Kind,
  namesIn,
} from './told-parts.ts';

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

function retellAccount(name: AccountName, record: Fields, told: Fields, row: Fields): Fields {
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

function only(fields: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
}
