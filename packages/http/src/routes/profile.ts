import { AccountSuspendedError, type UpdateUser } from '@orderfolio/domain';
import type * as z from 'zod';
import { USER } from '../openapi/examples.ts';
import { user } from '../replies/accounts.ts';
import { body } from './body.ts';
import { type Route, route } from './route.ts';

/** The fields that users may read and change of themselves. Role and password are never among them. */
export function profileRoutes(fields: z.ZodType<UpdateUser>): readonly Route[] {
  const profile = body(fields, { name: 'UpdateProfile', example: { firstName: 'Alicia', phone: null } });
  return [
    route({
      id: 'getMe',
      method: 'GET',
      path: '/v1/me',
      access: 'user',
      tag: 'accounts',
      summary: 'Read your account',
      status: 200,
      result: user,
      problems: ['USER_NOT_FOUND'],
      example: USER,
      handle: async (call) => call.app.users.get(call.caller),
    }),
    route({
      id: 'updateMe',
      method: 'PATCH',
      path: '/v1/me',
      access: 'user',
      tag: 'accounts',
      summary: 'Change your account',
      description: 'Only the given fields change; null empties one.',
      body: profile,
      status: 200,
      result: user,
      problems: ['USER_NOT_FOUND', 'ALREADY_EXISTS', 'ACCOUNT_SUSPENDED'],
      example: USER,
      async handle(call) {
        const changes = await profile.read(call);
        // A token stays valid for some minutes, and operators may change the account meanwhile.
        const { username, status } = await call.app.users.get(call.caller);
        if (status !== 'ACTIVE') throw new AccountSuspendedError({ username });
        return call.app.users.updateProfile(username, changes);
      },
    }),
  ];
}
