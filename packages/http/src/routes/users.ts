import { listUsersSchema, statusChangeSchema, updateUserSchema } from '@orderfolio/domain/schemas';
import type { Authentication } from '@orderfolio/security';
import { ERASED_USER, SUSPENDED_USER, USER, USER_PAGE } from '../openapi/examples.ts';
import { account } from '../replies/accounts.ts';
import { pageOf } from '../replies/result-kind.ts';
import { body } from './body.ts';
import type { Call } from './call.ts';
import { query } from './query.ts';
import { type Route, route } from './route.ts';

const listed = query(listUsersSchema);
const changes = body(updateUserSchema, { name: 'UpdateUser', example: { lastName: 'Moor-Lee' } });
/** The caller is the one who does it. */
const status = body(statusChangeSchema.omit({ by: true }), {
  name: 'ChangeStatus',
  example: { reason: 'Card reported stolen' },
});

/** Administrators' actions on accounts. With authentication, its trail records them. */
export function userRoutes(auth: Authentication<string> | undefined): readonly Route[] {
  return [
    route({
      id: 'listUsers',
      method: 'GET',
      path: '/v1/users',
      access: 'admin',
      tag: 'operations',
      summary: 'List users',
      description:
        'Newest first: all of them, or those in a `status`. Or those whose username or e-mail begins with a text, in the order of it: `?usernamePrefix=ali`. At most one of the three.',
      query: listed,
      status: 200,
      result: pageOf(account),
      problems: ['INVALID_CURSOR'],
      example: USER_PAGE,
      handle: async (call) => call.app.users.list(listed.read(call)),
    }),
    route({
      id: 'updateUser',
      method: 'PATCH',
      path: '/v1/users/{username}',
      access: 'admin',
      tag: 'operations',
      summary: 'Change what is known of a user',
      description: 'Only the given fields change; null empties one.',
      body: changes,
      status: 200,
      result: account,
      problems: ['USER_NOT_FOUND', 'ALREADY_EXISTS', 'ACCOUNT_SUSPENDED'],
      example: USER,
      handle: async (call) => call.app.users.updateProfile(call.parameter('username'), await changes.read(call)),
    }),
    route({
      id: 'suspendUser',
      method: 'POST',
      path: '/v1/users/{username}/suspend',
      access: 'admin',
      tag: 'operations',
      summary: 'Suspend a user',
      description:
        'The logins end, and nothing of the account moves until it is reinstated. Again, it changes nothing.',
      body: status,
      status: 200,
      result: account,
      problems: ['USER_NOT_FOUND'],
      example: SUSPENDED_USER,
      handle: async (call) =>
        (auth ?? call.app.users).suspend(call.parameter('username'), {
          ...(await status.read(call)),
          ...actingOf(call, auth),
        }),
    }),
    route({
      id: 'reinstateUser',
      method: 'POST',
      path: '/v1/users/{username}/reinstate',
      access: 'admin',
      tag: 'operations',
      summary: 'Reinstate a suspended user',
      description: 'The user may do everything again, and logs in anew. Again, it changes nothing.',
      body: status,
      status: 200,
      result: account,
      problems: ['USER_NOT_FOUND', 'ACCOUNT_SUSPENDED'],
      example: USER,
      handle: async (call) =>
        (auth ?? call.app.users).reinstate(call.parameter('username'), {
          ...(await status.read(call)),
          ...actingOf(call, auth),
        }),
    }),
    route({
      id: 'eraseUser',
      method: 'DELETE',
      path: '/v1/users/{username}',
      access: 'admin',
      tag: 'operations',
      summary: 'Erase a user',
      description:
        'All that names the person is gone, for good, but the username; the ledgers stay as they are. Again, it changes nothing.',
      status: 200,
      result: account,
      problems: ['USER_NOT_FOUND'],
      example: ERASED_USER,
      handle: (call) => (auth ?? call.app.users).erase(call.parameter('username'), actingOf(call, auth)),
    }),
  ];
}

/** The administrator, and the source if there is a trail. */
function actingOf({ caller: by, source }: Call, auth: Authentication<string> | undefined) {
  return auth === undefined ? { by } : { by, ...source };
}
