import { createHash } from 'node:crypto';
import { DomainError, OutcomeUnknownError } from '@orderfolio/domain';
import {
  type ChangeSet,
  type Entities,
  type EntitiesOf,
  type EntityKey,
  type EntityKind,
  type ReadKeys,
  requireChangeSet,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import { classifyError, isTokenMismatch, refusalsOf } from './classify-error.ts';
import { CommitPlan } from './commit-plan.ts';
import type { Connection } from './connection.ts';
import { itemKeyOf } from './item-key.ts';
import { MAPPERS } from './mappers/index.ts';
import { type Item, readItem } from './mappers/mapper.ts';
import { withCostBasis } from './older-holdings.ts';
import type { Outcome } from './persist.ts';
import { findOutcome } from './unknown-outcome.ts';

type Failed = Extract<Outcome<unknown>, { readonly ended: 'failed' }>;

/** Reads and commits on one table. */
export class DynamoDbUnitOfWork implements UnitOfWork {
  readonly #connection: Connection;
  readonly #underWay = new Set<Promise<void>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
    const wanted = keys.filter((key) => key !== undefined);
    const found = wanted.length === 0 ? [] : await this.#connection.get(wanted.map(itemKeyOf));
    const items = await withCostBasis(this.#connection, found);
    let next = 0;
    // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
    return keys.map((key) => key && entityIn(key, items[next++])) as EntitiesOf<Keys>;
  }

  async commit(changeSet: ChangeSet): Promise<void> {
    requireChangeSet(changeSet);
    this.#connection.requireOpen();
    const commit = this.#send(changeSet, new CommitPlan(this.#connection, changeSet));
    this.#underWay.add(commit);
    try {
      await commit;
    } finally {
      this.#underWay.delete(commit);
    }
  }

  /** Resolves once every commit that was sent is answered. */
  async answered(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #send({ token }: ChangeSet, plan: CommitPlan): Promise<void> {
    const outcome = await this.#connection.transact(requestToken(this.#connection.tableName, token), plan.actions);
    if (outcome.ended === 'answered') return;
    const error = await this.#errorOf(outcome, plan, token);
    if (error !== undefined) throw error;
  }

  /** Undefined if the commit turns out to be stored. */
  async #errorOf(failed: Failed, plan: CommitPlan, token: string): Promise<DomainError | undefined> {
    const { cause, unsure } = failed;
    const refusal = plan.firstRefusal(refusalsOf(cause));
    if (!unsure && !isTokenMismatch(cause)) return refusal ?? classifyError(cause);
    const found = await this.#findOutcome(plan, token);
    if (found === 'applied') return undefined;
    // A condition that does not hold never will again: versions and fences only grow. If an earlier try had been stored, the token would
    // have said so. So this commit is not stored and never will be.
    if (refusal !== undefined) return refusal;
    if (found === 'not applied' && isTokenMismatch(cause)) return classifyError(cause);
    return new OutcomeUnknownError({ token }, { cause });
  }

  async #findOutcome(plan: CommitPlan, token: string): ReturnType<typeof findOutcome> {
    try {
      return await findOutcome(this.#connection, plan, token);
    } catch (error) {
      if (error instanceof DomainError) return 'unknown';
      throw error;
    }
  }
}

/** DynamoDB knows tokens by account and Region, with at most 36 characters. The hash of table and token belongs to one commit. */
function requestToken(table: string, token: string): string {
  return createHash('sha256').update(`${table} ${token}`).digest('base64url').slice(0, 36);
}

function entityIn<Kind extends EntityKind>(key: EntityKey<Kind>, item: Item | undefined): Entities[Kind] | undefined {
  return item && readItem(MAPPERS[key.entity], item);
}
