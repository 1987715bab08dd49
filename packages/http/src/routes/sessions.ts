import { roleSchema } from '@orderfolio/domain/schemas';
import type { Authentication } from '@orderfolio/security';
import * as z from 'zod';
import { type Post, tellOfPassword } from '../mail.ts';
import { SESSIONS, USER } from '../openapi/examples.ts';
import { account, sessions } from '../replies/accounts.ts';
import { body } from './body.ts';
import { type Route, route } from './route.ts';

const password = body(z.strictObject({ newPassword: z.string() }), {
  name: 'SetPassword',
  example: { newPassword: 'granite ferry 12 saffron' },
});

const role = body(z.strictObject({ role: roleSchema }), { name: 'ChangeRole', example: { role: 'admin' } });

/** The logins of a user, and what administrators do when somebody cannot get in, or is to be somebody else. */
export function sessionRoutes(auth: Authentication<string>, post: Post | undefined): readonly Route[] {
  return [
    route({
      id: 'listSessions',
      method: 'GET',
      path: '/v1/me/sessions',
      access: 'user',
      tag: 'accounts',
      summary: 'List your logins',
      description: 'Those that are open, the newest first. Device and address are as the client says.',
      status: 200,
      result: sessions,
      problems: ['USER_NOT_FOUND'],
      example: SESSIONS,
      handle: async (call) => auth.sessions(call.caller),
    }),
    route({
      id: 'endSession',
      method: 'DELETE',
      path: '/v1/me/sessions/{familyId}',
      access: 'user',
      tag: 'accounts',
      summary: 'End one of your logins',
      description: 'Nothing happens where it has ended. Its access token lives on until it expires.',
      status: 204,
      problems: ['USER_NOT_FOUND'],
      handle: async (call) => auth.endSession(call.caller, call.parameter('familyId'), call.source),
    }),
    route({
      id: 'endSessions',
      method: 'DELETE',
      path: '/v1/me/sessions',
      access: 'user',
      tag: 'accounts',
      summary: 'End all your logins',
      description: 'This one, too.',
      status: 204,
      problems: ['USER_NOT_FOUND'],
      handle: async (call) => auth.logoutEverywhere(call.caller, call.source),
    }),
    route({
      id: 'setPassword',
      method: 'PUT',
      path: '/v1/users/{username}/password',
      access: 'admin',
      tag: 'operations',
      summary: "Set a user's password",
      description:
        'Ends all logins and pauses of the user. Better let them ask for a new one: then only they know it. An erased account gets none.',
      body: password,
      status: 204,
      problems: ['USER_NOT_FOUND', 'ACCOUNT_SUSPENDED', 'TOO_BUSY'],
      async handle(call) {
        const { newPassword } = await password.read(call);
        const acting = { by: call.caller, ...call.source, signal: call.signal };
        tellOfPassword(post, (await auth.setPassword(call.parameter('username'), newPassword, acting)).user, call);
      },
    }),
    route({
      id: 'changeRole',
      method: 'PUT',
      path: '/v1/users/{username}/role',
      access: 'admin',
      tag: 'operations',
      summary: 'Change the role of a user',
      description: 'Ends all logins of the user, so that the next tokens have the role. An erased account gets none.',
      body: role,
      status: 200,
      result: account,
      problems: ['USER_NOT_FOUND', 'ACCOUNT_SUSPENDED'],
      example: { ...USER, role: 'admin' },
      async handle(call) {
        const { role: next } = await role.read(call);
        return auth.changeRole(call.parameter('username'), next, call.caller, call.source);
      },
    }),
    route({
      id: 'unlockUser',
      method: 'POST',
      path: '/v1/users/{username}/unlock',
      access: 'admin',
      tag: 'operations',
      summary: 'End the pause of an account',
      description: 'And forget the refused logins before it.',
      status: 204,
      problems: ['USER_NOT_FOUND'],
      handle: async (call) => auth.unlock(call.parameter('username'), { by: call.caller, ...call.source }),
    }),
  ];
}
