import { type Clock, type ParkedEvents, parkedEvents, type Store } from '@orderfolio/domain';
import { consumerNameSchema, eventSchema, parse } from '@orderfolio/domain/schemas';
import { type Authentication, type TrailCheck, verifyAuditTrail } from '@orderfolio/security';
import * as z from 'zod';
import { AUDIT_VERDICT, PARKED_PAGE } from '../openapi/examples.ts';
import { auditVerdict, parkedEvent } from '../replies/operations.ts';
import { pageOf } from '../replies/result-kind.ts';
import { body } from './body.ts';
import type { Call } from './call.ts';
import { pages } from './cash.ts';
import { type Route, route } from './route.ts';

/** The parts of the service that operators look into. */
export interface OperationParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly auth: Authentication<string> | undefined;
  readonly auditTrail: Pick<TrailCheck, 'chainKeys' | 'keyedSince'>;
}

const dropped = body(z.strictObject({ eventId: eventSchema.options[0].unwrap().shape.id }), {
  name: 'DropEvent',
  example: { eventId: 'order/alice_01/01KJQ4Z0X8T3N5V7B9D1F2G3H4/1/ORDER_PLACED' },
});

/** What operators see of the service itself: its consumers and its trail. */
export function operationRoutes({ store, clock, auth, auditTrail }: OperationParts): readonly Route[] {
  const parkedBy = (call: Call): ParkedEvents =>
    parkedEvents({ store, clock, name: parse(consumerNameSchema, call.parameter('consumer'), 'consumer') });

  return [
    route({
      id: 'listParkedEvents',
      method: 'GET',
      path: '/v1/consumers/{consumer}/parked-events',
      access: 'admin',
      tag: 'operations',
      summary: 'List the events that a consumer has parked',
      description:
        'Those that its handler kept failing at, and for a week those that were retried or dropped. `reason` is what the handler threw last. A name that no consumer has has none.',
      query: pages,
      status: 200,
      result: pageOf(parkedEvent),
      problems: ['INVALID_CURSOR'],
      example: PARKED_PAGE,
      handle: async (call) => parkedBy(call).list(pages.read(call)),
    }),
    route({
      id: 'dropParkedEvent',
      method: 'POST',
      path: '/v1/consumers/{consumer}/parked-events/drop',
      access: 'admin',
      tag: 'operations',
      summary: 'Give up an event that a consumer has parked',
      description:
        'Its handler never gets it. To hand it to the handler again, call `parkedEvents` where the handler is.',
      body: dropped,
      status: 204,
      problems: [],
      handle: async (call) => parkedBy(call).drop((await dropped.read(call)).eventId),
    }),
    ...(auth === undefined ? [] : [verification(store, auditTrail)]),
  ];
}

function verification(store: Store, trail: OperationParts['auditTrail']): Route {
  return route({
    id: 'verifyAuditTrail',
    method: 'POST',
    path: '/v1/users/{username}/verify-audit',
    access: 'admin',
    tag: 'operations',
    summary: "Check a user's kept audit trail",
    description:
      'Entry by entry: whether it is whole, or else the first that was changed, removed or inserted. Reads the whole trail. One that is not kept has no entries.',
    status: 200,
    result: auditVerdict,
    problems: ['USER_NOT_FOUND'],
    example: AUDIT_VERDICT,
    async handle(call) {
      // An unknown user has an empty trail, which is whole.
      const { username } = await call.app.users.get(call.parameter('username'));
      return { username, ...(await verifyAuditTrail(store, username, trail)) };
    },
  });
}
