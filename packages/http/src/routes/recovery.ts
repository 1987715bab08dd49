import { emailSchema } from '@orderfolio/domain/schemas';
import type { Authentication } from '@orderfolio/security';
import * as z from 'zod';
import { type Post, tellOfPassword } from '../mail.ts';
import { MAILED_TOKEN, USER } from '../openapi/examples.ts';
import { user } from '../replies/accounts.ts';
import { body } from './body.ts';
import { type Route, route } from './route.ts';

const address = body(z.strictObject({ email: emailSchema }), {
  name: 'RequestPasswordReset',
  example: { email: 'alice@example.com' },
});

const reset = body(z.strictObject({ token: z.string(), newPassword: z.string() }), {
  name: 'ResetPassword',
  example: { token: MAILED_TOKEN, newPassword: 'granite ferry 12 saffron' },
});

const proof = body(z.strictObject({ token: z.string() }), { name: 'VerifyEmail', example: { token: MAILED_TOKEN } });

const change = body(z.strictObject({ currentPassword: z.string(), newEmail: emailSchema }), {
  name: 'ChangeEmail',
  example: { currentPassword: 'lantern orchard 47 violet', newEmail: 'alice@example.org' },
});

/** Lost passwords and verified addresses, for a service that sends mail. */
export function recoveryRoutes(auth: Authentication<string>, post: Post): readonly Route[] {
  return [
    route({
      id: 'requestPasswordReset',
      method: 'POST',
      path: '/v1/password-resets',
      access: 'public',
      tag: 'accounts',
      summary: 'Ask for a new password',
      description:
        'Whoever has this address gets a token there, good for one use and an hour. The reply is the same for every address.',
      body: address,
      status: 202,
      problems: [],
      limit: 'mail',
      async handle(call) {
        const { email } = await address.read(call);
        await call.limit({ action: 'mail', username: email });
        const sent = await auth.requestPasswordReset(email, call.source);
        if (sent !== undefined) post({ kind: 'PASSWORD_RESET', to: sent.user.email, ...sent, ...idOf(call.source) });
      },
    }),
    route({
      id: 'resetPassword',
      method: 'POST',
      path: '/v1/password-resets/complete',
      access: 'public',
      tag: 'accounts',
      summary: 'Choose a new password',
      description: 'With the token that was sent. Ends all logins.',
      body: reset,
      status: 204,
      problems: ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'TOO_BUSY'],
      limit: 'password',
      async handle(call) {
        const given = await reset.read(call);
        await call.limit({ action: 'password' });
        const { user: owner } = await auth.resetPassword({ ...given, ...call.source, signal: call.signal });
        tellOfPassword(post, owner, call);
      },
    }),
    route({
      id: 'requestEmailVerification',
      method: 'POST',
      path: '/v1/me/email-verification',
      access: 'user',
      tag: 'accounts',
      summary: 'Ask for a token to verify your address with',
      description: 'It is sent there. Nothing is sent where the address is verified.',
      status: 202,
      problems: ['USER_NOT_FOUND', 'ACCOUNT_SUSPENDED'],
      limit: 'mail',
      async handle(call) {
        await call.limit({ action: 'mail', username: call.caller });
        const sent = await auth.requestEmailVerification(call.caller, call.source);
        if (sent !== undefined)
          post({ kind: 'EMAIL_VERIFICATION', to: sent.user.email, ...sent, ...idOf(call.source) });
      },
    }),
    route({
      id: 'verifyEmail',
      method: 'POST',
      path: '/v1/email-verifications',
      access: 'public',
      tag: 'accounts',
      summary: 'Verify an address',
      description: 'With the token that was sent there. The address is the account’s from now on.',
      body: proof,
      status: 200,
      result: user,
      problems: ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'ALREADY_EXISTS'],
      limit: 'password',
      example: USER,
      async handle(call) {
        const given = await proof.read(call);
        await call.limit({ action: 'password' });
        const { user: owner, previousEmail } = await auth.verifyEmail({ ...given, ...call.source });
        if (previousEmail !== undefined)
          post({ kind: 'EMAIL_CHANGED', to: previousEmail, user: owner, ...idOf(call.source) });
        return owner;
      },
    }),
    route({
      id: 'changeEmail',
      method: 'PUT',
      path: '/v1/me/email',
      access: 'user',
      tag: 'accounts',
      summary: 'Change your address',
      description: 'A token is sent to the new address. Nothing changes before it is verified.',
      body: change,
      status: 202,
      problems: ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED', 'TOO_BUSY'],
      limit: 'password',
      async handle(call) {
        const given = await change.read(call);
        await call.limit({ action: 'password', username: call.caller });
        const command = { username: call.caller, ...given, ...call.source, signal: call.signal };
        const { newEmail, user: owner, ...sent } = await auth.changeEmail(command);
        post({ kind: 'EMAIL_CHANGE', to: newEmail, user: owner, ...sent, ...idOf(call.source) });
        post({ kind: 'EMAIL_CHANGE_REQUESTED', to: owner.email, user: owner, ...idOf(call.source) });
      },
    }),
  ];
}

function idOf({ requestId }: { readonly requestId?: string | undefined }) {
  return { requestId };
}
