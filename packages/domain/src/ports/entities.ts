import type * as z from 'zod';
import { assetSchema } from '../entities/asset.ts';
import { assetBalanceSchema } from '../entities/asset-balance.ts';
import { assetTransactionSchema } from '../entities/asset-transaction.ts';
import { auditEntrySchema, auditHeadSchema, sequenceWord } from '../entities/audit-trail.ts';
import { balanceSchema } from '../entities/balance.ts';
import { balanceTransactionSchema } from '../entities/balance-transaction.ts';
import { lastTickSchema } from '../entities/last-tick.ts';
import { loginAttemptsSchema } from '../entities/login-attempts.ts';
import { orderSchema } from '../entities/order.ts';
import { receiptSchema } from '../entities/receipt.ts';
import { refreshFamilySchema, refreshTokenSchema } from '../entities/refresh-token.ts';
import { trailingGroupSchema } from '../entities/trailing-group.ts';
import { turnSchema } from '../entities/turn.ts';
import { userSchema } from '../entities/user.ts';
import { ValidationError } from '../errors/validation-error.ts';
import {
  type Change,
  type ChangeSet,
  type Entities,
  type EntityKey,
  type EntityKind,
  MAX_CHANGES,
} from './unit-of-work.ts';

/** The schema of every kind of stored entity. */
export const ENTITY_SCHEMAS: { readonly [Kind in EntityKind]: z.ZodType<Entities[Kind]> } = Object.freeze({
  user: userSchema,
  balance: balanceSchema,
  balanceTransaction: balanceTransactionSchema,
  asset: assetSchema,
  assetBalance: assetBalanceSchema,
  assetTransaction: assetTransactionSchema,
  order: orderSchema,
  lastTick: lastTickSchema,
  trailingGroup: trailingGroupSchema,
  receipt: receiptSchema,
  loginAttempts: loginAttemptsSchema,
  refreshFamily: refreshFamilySchema,
  refreshToken: refreshTokenSchema,
  auditEntry: auditEntrySchema,
  auditHead: auditHeadSchema,
  turn: turnSchema,
});

/** The words of an entity's primary key. */
export function keyWords(key: EntityKey): string[] {
  switch (key.entity) {
    case 'user':
    case 'loginAttempts':
    case 'auditHead':
      return [key.username];
    case 'balance':
      return [key.username, key.currency];
    case 'balanceTransaction':
    case 'assetTransaction':
      return [key.username, key.transactionId];
    case 'asset':
    case 'lastTick':
      return [key.assetId];
    case 'trailingGroup':
      return [key.assetId, key.groupId];
    case 'assetBalance':
      return [key.username, key.assetId];
    case 'order':
      return [key.username, key.orderId];
    case 'receipt':
      return [key.username, key.scope, key.key];
    case 'refreshFamily':
      return [key.username, key.familyId];
    case 'refreshToken':
      return [key.username, key.tokenHash];
    case 'auditEntry':
      return [key.username, sequenceWord(key.sequence)];
    case 'turn':
      return [key.lane];
  }
}

/** The primary key of what a change writes or insists on. */
export function keyOf(change: Change): EntityKey {
  if (change.action === 'check') return change.key;
  const { entity, value } = change;
  switch (entity) {
    case 'user':
    case 'loginAttempts':
    case 'auditHead':
      return { entity, username: value.username };
    case 'balance':
      return { entity, username: value.username, currency: value.currency };
    case 'balanceTransaction':
    case 'assetTransaction':
      return { entity, username: value.username, transactionId: value.transactionId };
    case 'asset':
    case 'lastTick':
      return { entity, assetId: value.assetId };
    case 'trailingGroup':
      return { entity, assetId: value.assetId, groupId: value.groupId };
    case 'assetBalance':
      return { entity, username: value.username, assetId: value.assetId };
    case 'order':
      return { entity, username: value.username, orderId: value.orderId };
    case 'receipt':
      return { entity, username: value.username, scope: value.scope, key: value.key };
    case 'refreshFamily':
      return { entity, username: value.username, familyId: value.familyId };
    case 'refreshToken':
      return { entity, username: value.username, tokenHash: value.tokenHash };
    case 'auditEntry':
      return { entity, username: value.username, sequence: value.sequence };
    case 'turn':
      return { entity, lane: value.lane };
  }
}

function kindOf(change: Change): EntityKind {
  return change.action === 'check' ? change.key.entity : change.entity;
}

/** Refuses with VALIDATION_FAILED what is no change set: none or too many changes, or one entity twice. */
export function requireChangeSet({ changes, fences = [] }: ChangeSet): void {
  if (new Set(fences.map(({ username }) => username)).size < fences.length)
    throw new ValidationError({ field: 'fences', rule: 'must not name a user twice' });
  // Each fence is a check of its own in the store.
  const most = MAX_CHANGES - fences.length;
  if (changes.length === 0 || changes.length > most) {
    throw new ValidationError({ field: 'changes', rule: `must be 1 to ${most} changes, not ${changes.length}` });
  }
  // Most change sets name each kind once: only where one repeats do keys have to be compared.
  if (new Set(changes.map(kindOf)).size === changes.length) return;
  const seen = new Set<string>();
  for (const change of changes) {
    const key = keyOf(change);
    const identity = `${key.entity} ${keyWords(key).join(' ')}`;
    if (seen.has(identity)) throw new ValidationError({ field: 'changes', rule: `must not name ${identity} twice` });
    seen.add(identity);
  }
}
