import { NodeHttpHandler } from '@smithy/node-http-handler';
import { drained, refusal, reply } from './handler-replies.ts';
import {
  bodyOf,
  type HandlerOptions,
  type HandlerRequest,
  type HandlerResponse,
  operationOf,
} from './recording-handler.ts';

/** How one request goes wrong. What is `LOST` was applied, unless DynamoDB refused it. */
export const FAULTS = [
  'RESET_BEFORE',
  'RESET_LOST',
  'SILENCE_BEFORE',
  'SILENCE_LOST',
  'SERVER_ERROR_BEFORE',
  'SERVER_ERROR_LOST',
  'THROTTLED',
  'CONFLICT',
  'IN_PROGRESS',
  'MISMATCH_LOST',
  'MISMATCH_BEFORE',
  'PARTIAL',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What goes wrong with a request of this operation; undefined: nothing. */
export type FaultPlan = (operation: string) => Fault | 'SILENCE' | undefined;

/** Faults that only some operations can have. */
const ONLY: Partial<Record<Fault, readonly string[]>> = {
  CONFLICT: ['TransactWriteItems', 'UpdateItem'],
  IN_PROGRESS: ['TransactWriteItems'],
  MISMATCH_LOST: ['TransactWriteItems'],
  MISMATCH_BEFORE: ['TransactWriteItems'],
  PARTIAL: ['BatchGetItem'],
};

/** A fault in this share of the requests (0 to 1); the same seed gives the same faults. */
export function seededPlan(random: () => number, share: number): FaultPlan {
  return (operation) => {
    if (random() >= share) return undefined;
    const possible = FAULTS.filter((fault) => ONLY[fault]?.includes(operation) ?? true);
    return possible[Math.floor(random() * possible.length)];
  };
}

/** The SDK's request handler, with requests and replies that go wrong as planned. */
export class FaultHandler extends NodeHttpHandler {
  plan: FaultPlan = () => undefined;
  /** How often each fault was injected. */
  readonly injected = new Map<Fault, number>();

  override async handle(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    const operation = operationOf(request);
    const fault = this.plan(operation);
    if (fault === undefined) return super.handle(request, options);
    // Never: only the caller's own patience ends it.
    if (fault === 'SILENCE') return new Promise(() => undefined);
    this.injected.set(fault, (this.injected.get(fault) ?? 0) + 1);
    if (fault === 'PARTIAL') return this.#partial(request, options);
    if (fault.endsWith('_LOST')) await drained(await super.handle(request, options));
    return failure(fault, operation, request);
  }

  /** Half of the keys are answered; the rest is left to be asked for again. */
  async #partial(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    const [table, asked] = tableOf(JSON.parse(bodyOf(request)).RequestItems);
    const left = asked.Keys.slice(Math.floor(asked.Keys.length / 2));
    const { Responses } = JSON.parse(await drained(await super.handle(request, options)));
    const isLeft = ({ pk, sk }: Key): boolean => left.some((key) => JSON.stringify(key) === JSON.stringify({ pk, sk }));
    const answered = Responses[table].filter((item: Key) => !isLeft(item));
    return reply(200, { Responses: { [table]: answered }, UnprocessedKeys: { [table]: { ...asked, Keys: left } } });
  }
}

interface Key {
  readonly pk: unknown;
  readonly sk: unknown;
}

function tableOf(items: Readonly<Record<string, { readonly Keys: readonly Key[] }>>) {
  const [first] = Object.entries(items);
  if (first === undefined) throw new Error('a BatchGetItem without a table');
  return first;
}

/** What the SDK would make of the failure: an error of the socket, or a reply of DynamoDB. */
function failure(fault: Fault, operation: string, request: HandlerRequest): HandlerResponse {
  switch (fault) {
    case 'RESET_BEFORE':
    case 'RESET_LOST':
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    case 'SILENCE_BEFORE':
    case 'SILENCE_LOST':
      // As the SDK's handler ends a request that is not answered in time; the time itself is not waited for.
      throw Object.assign(new Error('the request has exceeded its timeout'), { name: 'TimeoutError' });
    case 'SERVER_ERROR_BEFORE':
    case 'SERVER_ERROR_LOST':
      return refusal('InternalServerError', {}, 500);
    case 'THROTTLED':
      return refusal('ThrottlingException');
    case 'CONFLICT':
      if (operation === 'UpdateItem') return refusal('TransactionConflictException');
      return refusal('TransactionCanceledException', { CancellationReasons: conflicting(request) });
    case 'IN_PROGRESS':
      return refusal('TransactionInProgressException');
    default:
      return refusal('IdempotentParameterMismatchException');
  }
}

/** The last of the items is held by another transaction. */
function conflicting(request: HandlerRequest): object[] {
  const items: unknown[] = JSON.parse(bodyOf(request)).TransactItems;
  return items.map((_item, index) => ({ Code: index === items.length - 1 ? 'TransactionConflict' : 'None' }));
}
