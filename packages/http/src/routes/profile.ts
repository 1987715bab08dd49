import { updateUserSchema } from '@orderfolio/domain/schemas';
import { USER } from '../openapi/examples.ts';
import { user } from '../replies/results.ts';
import { body } from './body.ts';
import { type Route, route } from './route.ts';

/** What users may change of themselves. Role and password are none of it. */
const profile = body(updateUserSchema, {
  name: 'UpdateProfile',
  example: { firstName: 'Alicia', phone: null },
});

export const profileRoutes: readonly Route[] = [
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
    problems: ['USER_NOT_FOUND', 'ALREADY_EXISTS'],
    example: USER,
    handle: async (call) => call.app.users.updateProfile(call.caller, await profile.read(call)),
  }),
];
