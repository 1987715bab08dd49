import type { LimitedAction } from '../limits/rate-limit.ts';
import type { ProblemCode } from '../problems/kinds.ts';
import type { ResultKind } from '../replies/result-kind.ts';
import type { Body } from './body.ts';
import type { Access, Call } from './call.ts';
import type { Query } from './query.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Tag = 'accounts' | 'cash' | 'assets' | 'orders' | 'portfolio' | 'analytics' | 'events' | 'operations';

/** The description of a route. Both the API and its document are made from it. */
interface RouteFacts {
  /** The name in a generated client. */
  readonly id: string;
  readonly method: Method;
  /** As OpenAPI writes it: `/v1/orders/{orderId}`. */
  readonly path: string;
  readonly access: Access;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly body?: Body<unknown>;
  readonly query?: Query<unknown>;
  /** True if the reply is a stream of events, each of which has the result as its data. */
  readonly isStream?: true;
  readonly status: 200 | 201 | 202 | 204;
  /** The codes of this route in addition to those of every such route. */
  readonly problems: readonly ProblemCode[];
  readonly limit?: LimitedAction;
  /** An example of a reply, as JSON. */
  readonly example?: unknown;
}

export interface RouteSpec<Result> extends RouteFacts {
  readonly result?: ResultKind<Result>;
  /** The address of a new resource. */
  readonly location?: (result: Result, call: Call) => string;
  handle(call: Call): Promise<Result>;
}

/** The result of a call. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly location: string | undefined;
  /** True for the first result of an earlier call. */
  readonly replayed: boolean;
  readonly nextCursor: string | undefined;
}

/** One entry of the table. */
export interface Route extends RouteFacts {
  readonly result: Pick<ResultKind<never>, 'name' | 'schema'> | undefined;
  /** True if a reply has the address of a new resource. */
  readonly hasLocation: boolean;
  run(call: Call): Promise<Reply>;
}

export function route<Result>({ result: kind, location, handle, ...facts }: RouteSpec<Result>): Route {
  return {
    ...facts,
    result: kind,
    hasLocation: location !== undefined,
    async run(call) {
      const result = await handle(call);
      return {
        status: facts.status,
        body: kind?.present(result),
        location: location?.(result, call),
        replayed: isReplayed(result),
        nextCursor: nextCursorOf(result),
      };
    },
  };
}

function isReplayed(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'replayed' in result && result.replayed === true;
}

function nextCursorOf(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null || !('nextCursor' in result)) return undefined;
  return typeof result.nextCursor === 'string' ? result.nextCursor : undefined;
}
