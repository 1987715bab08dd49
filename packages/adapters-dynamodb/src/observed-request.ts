import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { GuardedObserver } from '@orderfolio/domain/adapter';

/** The names of a request, by DynamoDB. */
export interface RequestName {
  readonly operation: string;
  readonly table: string;
}

const WRITES: ReadonlySet<string> = new Set(['TransactWriteItems', 'UpdateItem', 'DeleteItem']);

/** Sends a request, and tells the observer how it went, with the units that it has consumed. */
export function observeRequest<Reply extends object>(
  observer: GuardedObserver,
  { operation, table }: RequestName,
  send: () => Promise<Reply>,
): Promise<Reply> {
  return observer.during({ kind: 'request', system: 'aws.dynamodb', operation, table }, send, {
    done: (reply) => unitsOf(operation, reply),
    failed: (cause) => ({ error: nameOf(cause) }),
  });
}

/** The units that it has consumed, as the reply says. Some replies do not. */
function unitsOf(operation: string, reply: object): { readonly readUnits?: number; readonly writeUnits?: number } {
  const consumed: unknown = Reflect.get(reply, 'ConsumedCapacity');
  if (consumed === undefined) return {};
  let units = 0;
  for (const { CapacityUnits = 0 } of Array.isArray(consumed)
    ? consumed.filter(isCapacity)
    : [consumed].filter(isCapacity))
    units += CapacityUnits;
  return WRITES.has(operation) ? { writeUnits: units } : { readUnits: units };
}

function isCapacity(value: unknown): value is ConsumedCapacity {
  return typeof value === 'object' && value !== null;
}

/** The name that the SDK gives an error, or the code of the system's. A name has no data in it. */
function nameOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'Error';
  const named: unknown = Reflect.get(cause, 'code') ?? Reflect.get(cause, 'name');
  return typeof named === 'string' && /^\w{1,100}$/.test(named) ? named : 'Error';
}
