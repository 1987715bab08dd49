import {
  AlreadyExistsError,
  ConcurrencyConflictError,
  type DomainError,
  LockLostError,
  ValidationError,
} from '@orderfolio/domain';
import {
  type Change,
  type ChangeSet,
  type Check,
  type Entities,
  type EntityKind,
  type Fence,
  type Insert,
  keyOf,
  type Save,
} from '@orderfolio/domain/adapter';
import { peersOf } from './account-peers.ts';
import type { Refused } from './classify-error.ts';
import type { Action, Connection } from './connection.ts';
import { clientOrderKey, emailKey, type ItemKey, itemKeyOf, lockKey, textOf } from './item-key.ts';
import { MAPPERS } from './mappers/index.ts';
import type { Attributes } from './mappers/mapper.ts';
import { ReceiptItem } from './receipt-item.ts';
import { shardAttribute } from './shard.ts';
import {
  atVersion,
  conditionFields,
  previousVersion,
  type Refusal,
  type Step,
  versionRefusal,
  type Write,
} from './step.ts';
import { ttlAttribute } from './ttl.ts';

/** TransactWriteItems takes this many actions. */
const MAX_ACTIONS = 100;

/** An entity that the commit writes: its place, and its new version. */
export interface Written {
  readonly key: ItemKey;
  readonly version: number;
}

/** A change set as one transaction of DynamoDB. */
export class CommitPlan {
  readonly #table: string;
  readonly #shards: number;
  readonly #token: string;
  readonly #steps: Step[] = [];
  readonly #receipts = new Map<string, ReceiptItem>();
  readonly #emails = new Set<string>();
  readonly written: Written[] = [];

  /** VALIDATION_FAILED for more than 100 writes, ALREADY_EXISTS for a unique value that is given twice. */
  constructor(
    { tableName, triggerShards }: Pick<Connection, 'tableName' | 'triggerShards'>,
    { token, changes, fences = [] }: ChangeSet,
  ) {
    this.#table = tableName;
    this.#shards = triggerShards;
    this.#token = token;
    for (const [position, fence] of fences.entries())
      this.#steps.push(fenceStep(tableName, fence, position - fences.length));
    const peers = peersOf(changes);
    for (const [position, change] of changes.entries()) this.#add(change, position, peers.get(change));
    if (this.#steps.length <= MAX_ACTIONS) return;
    const rule = `must come to at most ${MAX_ACTIONS} writes, not ${this.#steps.length}: a fence, an e-mail and a client order id are a write each`;
    throw new ValidationError({ field: 'changes', rule });
  }

  get actions(): readonly Action[] {
    return this.#steps.map(({ action }) => action);
  }

  /** The error of the first change that is refused. */
  firstRefusal(refused: readonly Refused[]): DomainError | undefined {
    const refusals = refused.flatMap(({ position, item }) => this.#steps[position]?.refusals(item) ?? []);
    const [first, ...others] = refusals;
    return first && others.reduce((earliest, next) => (next.change < earliest.change ? next : earliest), first).error;
  }

  #add(change: Change, position: number, peers: Attributes | undefined): void {
    if (change.action === 'check') {
      this.#steps.push(checkStep(this.#table, change, position));
      return;
    }
    const key = itemKeyOf(keyOf(change));
    this.written.push({ key, version: change.value.version });
    if (change.entity === 'receipt') {
      this.#receiptItem(key).writeReceipt(change, position);
      return;
    }
    const attributes = attributesOf(change);
    const shard = shardAttribute(attributes, this.#shards);
    const item = { commit: this.#token, peers, ...key, ...attributes, ...shard, ...ttlAttribute(change) };
    this.#steps.push(putStep(this.#table, change, position, item));
    if (change.entity === 'user') this.#moveEmail(change, position);
    if (change.entity === 'order') this.#guardClientOrderId(change, position);
  }

  #receiptItem(key: ItemKey): ReceiptItem {
    let item = this.#receipts.get(textOf(key));
    if (item === undefined) {
      item = new ReceiptItem(this.#table, key, this.#token);
      this.#receipts.set(textOf(key), item);
      this.#steps.push(item);
    }
    return item;
  }

  #guardClientOrderId(change: Insert<'order'> | Save<'order'>, position: number): void {
    const { username, clientOrderId } = change.value;
    // The client order id never changes, so an existing order has its guard already.
    if (clientOrderId === undefined || previousVersion(change) > 0) return;
    const item = this.#receiptItem(clientOrderKey(username, clientOrderId));
    if (item.guardsOrder)
      throw new AlreadyExistsError({ entity: 'order', field: 'clientOrderId', value: clientOrderId });
    item.guardOrder(change, position);
  }

  #moveEmail(change: Insert<'user'> | Save<'user'>, position: number): void {
    const { username, email } = change.value;
    const taken = new AlreadyExistsError({ entity: 'user', field: 'email', value: email });
    const previous = change.action === 'save' ? change.previous?.email : undefined;
    if (previous?.toLowerCase() === email.toLowerCase()) return;
    for (const moved of previous === undefined ? [email] : [email, previous]) {
      const { pk } = emailKey(moved);
      if (this.#emails.has(pk)) throw taken;
      this.#emails.add(pk);
    }
    this.#steps.push({
      action: {
        Put: {
          TableName: this.#table,
          Item: { ...emailKey(email), username, commit: this.#token },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      refusals: () => [{ change: position, error: taken }],
    });
    if (previous !== undefined) this.#steps.push(freeEmailStep(this.#table, previous, username, position));
  }
}

/** The locks are checked before every change, so their positions are below zero. */
function fenceStep(table: string, { username, fence }: Fence, position: number): Step {
  return {
    action: {
      ConditionCheck: {
        TableName: table,
        Key: lockKey(username),
        ConditionExpression: 'fence = :fence',
        ExpressionAttributeValues: { ':fence': fence },
      },
    },
    refusals: () => [{ change: position, error: new LockLostError({ username, fence }) }],
  };
}

function checkStep(table: string, { key, version }: Check, position: number): Step {
  const error = new ConcurrencyConflictError({ entity: key.entity });
  return {
    action: { ConditionCheck: { TableName: table, Key: itemKeyOf(key), ...conditionFields(atVersion(version)) } },
    refusals: () => [{ change: position, error }],
  };
}

function putStep(table: string, change: Write, position: number, Item: Attributes): Step {
  return {
    action: { Put: { TableName: table, Item, ...conditionFields(atVersion(previousVersion(change))) } },
    refusals: (): readonly Refusal[] => [{ change: position, error: versionRefusal(change) }],
  };
}

/** The condition can only fail if `previous` was not what was read. The version then fails too. */
function freeEmailStep(table: string, email: string, username: string, position: number): Step {
  const error = new ConcurrencyConflictError({ entity: 'user' });
  return {
    action: {
      Delete: {
        TableName: table,
        Key: emailKey(email),
        ConditionExpression: 'username = :username',
        ExpressionAttributeValues: { ':username': username },
      },
    },
    refusals: () => [{ change: position, error }],
  };
}

/** The attributes of a change's entity. Fields that never change keep their values, whatever a save says. */
function attributesOf<Kind extends EntityKind>(change: Insert<Kind> | Save<Kind>): Attributes {
  const attributes = MAPPERS[change.entity].toAttributes(change.value);
  const previous: Entities[EntityKind] | undefined = change.action === 'save' ? change.previous : undefined;
  if (previous === undefined) return attributes;
  // The client order id stays, since its guard stays.
  const fixed = 'orderType' in previous ? { clientOrderId: previous.clientOrderId } : undefined;
  return Object.assign(attributes, { createdAt: previous.createdAt }, fixed);
}
