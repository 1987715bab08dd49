import { NodeHttpHandler } from '@smithy/node-http-handler';
import { drained, refusal, reply } from './handler-replies.ts';
import {
  bodyOf,
  type HandlerOptions,
  type HandlerRequest,
  type HandlerResponse,
  operationOf,
} from './recording-handler.ts';

/** How one request goes wrong. A request whose reply is `LOST` was applied, unless DynamoDB refused it. */
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

/** The fault of the next request of this operation, or undefined if it succeeds. */
export type FaultPlan = (operation: string) => Fault | 'SILENCE' | undefined;

/** Faults that only some operations can have. */
const ONLY: Partial<Record<Fault, readonly string[]>> = {
  CONFLICT: ['TransactWriteItems', 'UpdateItem'],
  IN_PROGRESS: ['TransactWriteItems'],
  MISMATCH_LOST: ['TransactWriteItems'],
  MISMATCH_BEFORE: ['TransactWriteItems'],
  PARTIAL: ['BatchGetItem'],
};

/** Lets this share of the requests (0 to 1) fail. The same seed gives the same faults. */
export function seededPlan(random: () => number, share: number): FaultPlan {
  return (operation) => {
    if (random() >= share) return undefined;
    const possible = FAULTS.filter((fault) => ONLY[fault]?.includes(operation) ?? true);
    return possible[Math.floor(random() * possible.length)];
  };
}

/** The SDK's request handler, whose requests and replies fail as planned. */
export class FaultHandler extends NodeHttpHandler {
  plan: FaultPlan = () => undefined;
  /** How often each fault was injected. */
  readonly injected = new Map<Fault, number>();

  override async handle(request: HandlerRequest, options?: HandlerOptions): Promise<HandlerResponse> {
    const operation = operationOf(request);
    const fault = this.plan(operation);
    if (fault === undefined) return super.handle(request, options);
    // The request never ends by itself. Only the caller can give up.
    if (fault === 'SILENCE') return new Promise(() => undefined);
    this.injected.set(fault, (this.injected.get(fault) ?? 0) + 1);
    if (fault === 'PARTIAL') return this.#partial(request, options);
    if (fault.endsWith('_LOST')) await drained(await super.handle(request, options));
    return failure(fault, operation, request);
  }

  /** Answers half of the keys. The caller has to ask for the others again. */
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

/** The failure as the SDK reports it: an error of the socket, or a reply of DynamoDB. */
function failure(fault: Fault, operation: string, request: HandlerRequest): HandlerResponse {
  switch (fault) {
    case 'RESET_BEFORE':
    case 'RESET_LOST':
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    case 'SILENCE_BEFORE':
    case 'SILENCE_LOST':
      // The SDK's handler ends a late request like this. Nobody waits for the time to pass here.
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

/** Another transaction holds the last item. */
function conflicting(request: HandlerRequest): object[] {
  const items: unknown[] = JSON.parse(bodyOf(request)).TransactItems;
  return items.map((_item, index) => ({ Code: index === items.length - 1 ? 'TransactionConflict' : 'None' }));
}
