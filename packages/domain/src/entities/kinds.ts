import type * as z from 'zod';
import { accountTokenSchema } from './account-token.ts';
import { assetSchema } from './asset.ts';
import { assetBalanceSchema } from './asset-balance.ts';
import { assetTransactionSchema } from './asset-transaction.ts';
import { auditEntrySchema, auditHeadSchema, sequenceWord } from './audit-trail.ts';
import { balanceSchema } from './balance.ts';
import { balanceTransactionSchema } from './balance-transaction.ts';
import { lastTickSchema } from './last-tick.ts';
import { loginSchema } from './login.ts';
import { loginAttemptsSchema } from './login-attempts.ts';
import { orderSchema } from './order.ts';
import { projectionSchema } from './projection.ts';
import { rateSchema } from './rate.ts';
import { receiptSchema } from './receipt.ts';
import { refreshFamilySchema, refreshTokenSchema } from './refresh-token.ts';
import { sourceAttemptsSchema } from './source-attempts.ts';
import { trailingGroupSchema } from './trailing-group.ts';
import { turnSchema } from './turn.ts';
import { storedUserSchema } from './user.ts';

/** The schema of an entity, and the fields of its key, in order. */
function kind<Schema extends z.ZodType, const Key extends readonly (keyof z.output<Schema> & string)[]>(
  schema: Schema,
  ...key: Key
) {
  return Object.freeze({ schema, key: Object.freeze(key) });
}

const KINDS = Object.freeze({
  user: kind(storedUserSchema, 'username'),
  balance: kind(balanceSchema, 'username', 'currency'),
  balanceTransaction: kind(balanceTransactionSchema, 'username', 'transactionId'),
  asset: kind(assetSchema, 'assetId'),
  assetBalance: kind(assetBalanceSchema, 'username', 'assetId'),
  assetTransaction: kind(assetTransactionSchema, 'username', 'transactionId'),
  order: kind(orderSchema, 'username', 'orderId'),
  rate: kind(rateSchema, 'pair'),
  lastTick: kind(lastTickSchema, 'assetId', 'currency'),
  trailingGroup: kind(trailingGroupSchema, 'assetId', 'groupId'),
  receipt: kind(receiptSchema, 'username', 'scope', 'key'),
  login: kind(loginSchema, 'username'),
  loginAttempts: kind(loginAttemptsSchema, 'username'),
  sourceAttempts: kind(sourceAttemptsSchema, 'sourceHash'),
  refreshFamily: kind(refreshFamilySchema, 'username', 'familyId'),
  refreshToken: kind(refreshTokenSchema, 'username', 'tokenHash'),
  accountToken: kind(accountTokenSchema, 'username', 'tokenHash'),
  auditEntry: kind(auditEntrySchema, 'username', 'sequence'),
  auditHead: kind(auditHeadSchema, 'username'),
  turn: kind(turnSchema, 'lane'),
  projection: kind(projectionSchema, 'projection', 'key'),
});

/** The name of a kind of entity. */
export type EntityKind = keyof typeof KINDS;
/** Every kind of stored entity. */
export type Entities = { readonly [Kind in EntityKind]: z.output<(typeof KINDS)[Kind]['schema']> };
/** An entity of any kind. */
export type Entity = Entities[EntityKind];
/** A field of the primary key of an entity. */
export type KeyField<Kind extends EntityKind = EntityKind> = {
  [K in Kind]: (typeof KINDS)[K]['key'][number] & keyof Entities[K];
}[Kind];

/** Names one entity: its kind, and the fields of its primary key. */
export type EntityKey<Kind extends EntityKind = EntityKind> = {
  [K in Kind]: { readonly entity: K } & Pick<Entities[K], KeyField<K>>;
}[Kind];

/**
 * The description of each kind of entity: its schema, and the fields of its primary key in order. Keys, key words, and what the stores
 * make of them follow from it.
 */
export const ENTITIES: {
  readonly [Kind in EntityKind]: {
    readonly schema: z.ZodType<Entities[Kind]>;
    readonly key: readonly KeyField<Kind>[];
  };
} = KINDS;

/** The key of an entity. */
export function keyIn<Kind extends EntityKind>(entity: Kind, value: Entities[Kind]): EntityKey {
  const key: Record<string, unknown> = { entity };
  for (const field of ENTITIES[entity].key) key[field] = value[field];
  // The type of a key has the same fields, but the compiler cannot tell from a loop over them.
  return key as EntityKey;
}

/** The words of a primary key: its fields as texts, which sort like the fields. */
export function keyWords(key: EntityKey): string[] {
  const words: string[] = [];
  for (const field of ENTITIES[key.entity].key) words.push(wordIn(key, field));
  return words;
}

/** The primary key as one text, unique among all entities. It takes the entity itself, or its key. */
export function identityIn(kind: EntityKind, fields: EntityKey | Entity): string {
  let identity: string = kind;
  for (const field of ENTITIES[kind].key) identity += ` ${wordIn(fields, field)}`;
  return identity;
}

function wordIn(fields: object, field: string): string {
  const value: unknown = Reflect.get(fields, field);
  return typeof value === 'number' ? sequenceWord(value) : String(value);
}
