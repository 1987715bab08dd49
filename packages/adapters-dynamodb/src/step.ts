import { AlreadyExistsError, ConcurrencyConflictError, type DomainError } from '@orderfolio/domain';
import { type Change, type Check, ENTITIES } from '@orderfolio/domain/adapter';
import type { Action } from './connection.ts';

/** A change that writes. */
export type Write = Exclude<Change, Check>;

/** Why a change is refused. */
export interface Refusal {
  /** The position of the change in the change set. */
  readonly change: number;
  readonly error: DomainError;
}

/** An action of a transaction, and what it means if its condition does not hold. */
export interface Step {
  readonly action: Action;
  /** `item` is the item that is there instead, if the action asked for it. It is not unmarshalled. */
  refusals(item: unknown): readonly Refusal[];
}

/** A condition on the version that a change was decided on. */
export interface Condition {
  readonly expression: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Holds if the entity is at this version. With 0, if it does not exist. */
export function atVersion(version: number): Condition {
  if (version === 0) return { expression: 'attribute_not_exists(version)', values: {} };
  return { expression: 'version = :version', values: { ':version': version } };
}

/** The version that a change was decided on. */
export function previousVersion(change: Write): number {
  return change.action === 'save' ? (change.previous?.version ?? 0) : 0;
}

/** The condition as parameters of an action. An empty map of values is not allowed there. */
export function conditionFields({ expression, values }: Condition) {
  return {
    ConditionExpression: expression,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** The caller's error if the entity is not as the change says. */
export function versionRefusal(change: Write): DomainError {
  const { entity } = change;
  if (change.action === 'save') return new ConcurrencyConflictError({ entity });
  const field = ENTITIES[entity].key.at(-1) ?? '';
  return new AlreadyExistsError({ entity, field, value: String(Reflect.get(change.value, field)) });
}
