import { AlreadyExistsError, ConcurrencyConflictError } from '@orderfolio/domain';
import type { Insert, Save } from '@orderfolio/domain/adapter';
import type { Action } from './connection.ts';
import type { ItemKey } from './item-key.ts';
import type { Attributes } from './mappers/mapper.ts';
import { receiptMapper } from './mappers/receipt-mapper.ts';
import { atVersion, type Condition, previousVersion, type Refusal, type Step, versionRefusal } from './step.ts';

/** Holds as long as no order has this client order id. */
const NO_ORDER: Condition = { expression: 'attribute_not_exists(orderId)', values: {} };

/**
 * The item of a receipt in scope ORDER is two things: the receipt of the command with this client order id, and the guard that keeps the
 * id for one order. A command that places an order writes both, for the price of one. Either may also be written alone, and must then
 * leave the other as it is. So this is an update, not a put.
 */
export class ReceiptItem implements Step {
  readonly #table: string;
  readonly #key: ItemKey;
  readonly #attributes: Record<string, Attributes[string]>;
  readonly #conditions: Condition[] = [];
  readonly #refusals: ((item: Readonly<Record<string, unknown>>) => Refusal | undefined)[] = [];

  constructor(table: string, key: ItemKey, token: string) {
    this.#table = table;
    this.#key = key;
    this.#attributes = { commit: token };
  }

  writeReceipt(change: Insert<'receipt'> | Save<'receipt'>, position: number): void {
    const previous = previousVersion(change);
    Object.assign(this.#attributes, receiptMapper.toAttributes(change.value));
    this.#conditions.push(atVersion(previous));
    this.#refusals.push(({ version }) =>
      versionOf(version) === previous ? undefined : { change: position, error: versionRefusal(change) },
    );
  }

  guardOrder(change: Insert<'order'> | Save<'order'>, position: number): void {
    const { orderId, clientOrderId = '' } = change.value;
    Object.assign(this.#attributes, { orderId });
    this.#conditions.push(NO_ORDER);
    this.#refusals.push(({ orderId: first }) => {
      if (first === undefined) return undefined;
      const cause = new AlreadyExistsError({ entity: 'order', field: 'clientOrderId', value: clientOrderId });
      if (change.action === 'insert') return { change: position, error: cause };
      return { change: position, error: new ConcurrencyConflictError({ entity: 'order' }, { cause }) };
    });
  }

  get guardsOrder(): boolean {
    return this.#conditions.includes(NO_ORDER);
  }

  get action(): Action {
    const { names, values, expression } = assignmentOf(this.#attributes);
    return {
      Update: {
        TableName: this.#table,
        Key: this.#key,
        UpdateExpression: expression,
        ConditionExpression: this.#conditions.map(({ expression }) => expression).join(' AND '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ...values, ...Object.assign({}, ...this.#conditions.map(({ values }) => values)) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }

  refusals(item: unknown): readonly Refusal[] {
    const there = typeof item === 'object' && item !== null ? { ...item } : {};
    return this.#refusals.flatMap((refusalIn) => refusalIn(there) ?? []);
  }
}

/** An update that sets these attributes as `:new_name`, and removes those that are undefined. */
export function assignmentOf(attributes: Attributes) {
  const entries = Object.entries(attributes);
  const kept = entries.filter(([, value]) => value !== undefined);
  const removed = entries.filter(([, value]) => value === undefined).map(([name]) => `#${name}`);
  const assignments = kept.map(([name]) => `#${name} = :new_${name}`).join(', ');
  return {
    expression: `SET ${assignments}${removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''}`,
    names: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(kept.map(([name, value]) => [`:new_${name}`, value])),
  };
}

/** The version in a raw attribute. 0 if there is none. */
function versionOf(attribute: unknown): number {
  if (typeof attribute !== 'object' || attribute === null || !('N' in attribute)) return 0;
  return Number(attribute.N);
}
