import { createUserSchema, usernameSchema } from '@orderfolio/domain/schemas';
import { type Authentication, readRefreshToken } from '@orderfolio/security';
import * as z from 'zod';
import { type Post, tellOfPassword } from '../mail.ts';
import { REGISTERED, SESSION } from '../openapi/examples.ts';
import { registered, session } from '../replies/accounts.ts';
import { body } from './body.ts';
import { type Route, route } from './route.ts';

const registration = body(
  createUserSchema.omit({ passwordHash: true, metadata: true }).extend({ password: z.string() }),
  {
    name: 'Register',
    example: {
      username: 'alice_01',
      email: 'alice@example.com',
      firstName: 'Alice',
      lastName: 'Moor',
      password: 'lantern orchard 47 violet',
    },
  },
);

/** Authentication refuses a name that no user can have, like a wrong password. */
const credentials = body(
  z.strictObject({
    username: z.string(),
    password: z.string(),
    deviceToken: z.string().optional(),
    /** The user's name for the device. Default: the user agent. */
    deviceLabel: z.string().optional(),
  }),
  {
    name: 'Login',
    example: { username: 'alice_01', password: 'lantern orchard 47 violet' },
  },
);

const refreshToken = body(z.strictObject({ refreshToken: z.string() }), {
  name: 'RefreshToken',
  example: { refreshToken: SESSION.refreshToken },
});

const passwords = body(z.strictObject({ currentPassword: z.string(), newPassword: z.string() }), {
  name: 'ChangePassword',
  example: { currentPassword: 'lantern orchard 47 violet', newPassword: 'granite ferry 12 saffron' },
});

/** Registration, logins and passwords, for a service with its own accounts. */
export function accountRoutes(auth: Authentication<string>, post: Post | undefined): readonly Route[] {
  return [
    route({
      id: 'register',
      method: 'POST',
      path: '/v1/users',
      access: 'public',
      tag: 'accounts',
      summary: 'Register',
      description: 'A customer with a balance of zero dollars.',
      body: registration,
      status: 201,
      result: registered,
      location: () => '/v1/me',
      problems: ['ALREADY_EXISTS', 'TOO_BUSY'],
      limit: 'register',
      example: REGISTERED,
      async handle(call) {
        const given = await registration.read(call);
        await call.limit({ action: 'register' });
        return auth.register({ ...given, ...call.source, signal: call.signal });
      },
    }),
    route({
      id: 'login',
      method: 'POST',
      path: '/v1/sessions',
      access: 'public',
      tag: 'accounts',
      summary: 'Log in',
      body: credentials,
      status: 201,
      result: session,
      location: () => '/v1/sessions/current',
      problems: ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED', 'TOO_BUSY'],
      limit: 'login',
      example: SESSION,
      async handle(call) {
        const given = await credentials.read(call);
        await call.limit({ action: 'login', username: usernameSchema.safeParse(given.username).data });
        return auth.authenticateUser({ ...given, ...call.source, signal: call.signal });
      },
    }),
    route({
      id: 'refreshSession',
      method: 'POST',
      path: '/v1/sessions/refresh',
      access: 'public',
      tag: 'accounts',
      summary: 'Get new tokens',
      description: 'The refresh token is used up: keep the one of the reply.',
      body: refreshToken,
      status: 200,
      result: session,
      problems: ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'ACCOUNT_SUSPENDED'],
      limit: 'refresh',
      example: SESSION,
      async handle(call) {
        const given = await refreshToken.read(call);
        // Limited by the login: anyone can write a name into a token, and must not keep its owner out.
        const { username, familyId } = readRefreshToken(given.refreshToken);
        await call.limit({ action: 'refresh', username: `${username} ${familyId}` });
        return auth.refresh(given.refreshToken, call.source);
      },
    }),
    route({
      id: 'logout',
      method: 'DELETE',
      path: '/v1/sessions/current',
      access: 'public',
      tag: 'accounts',
      summary: 'Log out',
      description: 'Ends the login that the refresh token belongs to.',
      body: refreshToken,
      status: 204,
      problems: ['TOKEN_INVALID'],
      async handle(call) {
        await auth.logout((await refreshToken.read(call)).refreshToken, call.source);
      },
    }),
    route({
      id: 'changePassword',
      method: 'PUT',
      path: '/v1/me/password',
      access: 'user',
      tag: 'accounts',
      summary: 'Change your password',
      description: 'Ends all logins, this one among them.',
      body: passwords,
      status: 204,
      problems: ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED', 'TOO_BUSY'],
      limit: 'password',
      async handle(call) {
        const given = await passwords.read(call);
        await call.limit({ action: 'password', username: call.caller });
        const change = { username: call.caller, ...given, ...call.source, signal: call.signal };
        tellOfPassword(post, (await auth.changePassword(change)).user, call);
      },
    }),
  ];
}
