import type { Mail } from '@orderfolio/http';
import { describe, expect, it } from 'vitest';
import { PASSWORD, type TestService, textAt } from '../support/service.ts';
import { type Suite, useService } from './suite.ts';

const NEW_PASSWORD = 'granite ferry 12 saffron';

/** The newest message of this kind, which has a token. */
function tokenIn({ mails }: TestService, kind: Mail['kind']): string {
  return textAt(
    mails.findLast((mail) => mail.kind === kind),
    'token',
  );
}

export const recovery: Suite = (store) => {
  describe(`recovery over HTTP, on ${store.name}`, () => {
    const setting = useService(store);

    it('sends a token to who has the address, and replies the same for one that nobody has', async () => {
      const { service } = setting();
      await service.newCustomer('ida_0001');
      const sent = service.mails.length;
      const replies = [];
      for (const email of ['IDA_0001@example.com', 'nobody@example.com'])
        replies.push(await service.send('POST', '/v1/password-resets', { body: { email } }));
      expect(replies).toMatchObject([
        { status: 202, body: undefined },
        { status: 202, body: undefined },
      ]);
      expect(service.mails.slice(sent)).toMatchObject([
        { kind: 'PASSWORD_RESET', to: 'ida_0001@example.com', expiresAt: '2026-03-02T10:30:00.000Z' },
      ]);
      const none = await service.send('POST', '/v1/password-resets', { body: { email: 'no address' } });
      expect(none).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED', field: 'email' } });
    });

    it('takes the token once, tells the owner, and lets only the new password in', async () => {
      const { service } = setting();
      await service.newCustomer('jan_0001');
      await service.send('POST', '/v1/password-resets', { body: { email: 'jan_0001@example.com' } });
      const token = tokenIn(service, 'PASSWORD_RESET');
      const weak = { token, newPassword: 'short' };
      expect(await service.send('POST', '/v1/password-resets/complete', { body: weak })).toMatchObject({ status: 400 });
      const body = { token, newPassword: NEW_PASSWORD };
      expect(await service.send('POST', '/v1/password-resets/complete', { body })).toMatchObject({ status: 204 });
      expect(service.mails.at(-1)).toMatchObject({ kind: 'PASSWORD_CHANGED', to: 'jan_0001@example.com' });
      const again = await service.send('POST', '/v1/password-resets/complete', { body });
      expect(again).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID', reason: 'USED' } });
      const login = (password: string) =>
        service.send('POST', '/v1/sessions', { body: { username: 'jan_0001', password } });
      expect([(await login(PASSWORD)).status, (await login(NEW_PASSWORD)).status]).toEqual([401, 201]);
      expect(service.lines.join()).not.toContain(token.slice(-43));
    });

    it('verifies an address, once', async () => {
      const { service } = setting();
      const token = await service.newCustomer('kim_0001');
      expect(await service.send('POST', '/v1/me/email-verification', { token })).toMatchObject({ status: 202 });
      const proof = { token: tokenIn(service, 'EMAIL_VERIFICATION') };
      const verified = await service.send('POST', '/v1/email-verifications', { body: proof });
      expect(verified).toMatchObject({ status: 200, body: { emailVerifiedAt: '2026-03-02T09:30:00.000Z' } });
      const again = await service.send('POST', '/v1/email-verifications', { body: proof });
      expect(again).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID', reason: 'USED' } });
      const sent = service.mails.length;
      expect(await service.send('POST', '/v1/me/email-verification', { token })).toMatchObject({ status: 202 });
      expect(service.mails).toHaveLength(sent);
      expect(await service.send('POST', '/v1/me/email-verification')).toMatchObject({ status: 401 });
    });

    it('changes an address once the new one is verified, and tells the old one', async () => {
      const { service } = setting();
      const token = await service.newCustomer('lea_0001');
      const wrong = { currentPassword: 'not the password', newEmail: 'lea@example.org' };
      const refused = await service.send('PUT', '/v1/me/email', { token, body: wrong });
      expect(refused).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
      const body = { ...wrong, currentPassword: PASSWORD };
      expect(await service.send('PUT', '/v1/me/email', { token, body })).toMatchObject({ status: 202 });
      expect(service.mails.slice(-2)).toMatchObject([
        { kind: 'EMAIL_CHANGE', to: 'lea@example.org' },
        { kind: 'EMAIL_CHANGE_REQUESTED', to: 'lea_0001@example.com' },
      ]);
      expect(await service.send('GET', '/v1/me', { token })).toMatchObject({ body: { email: 'lea_0001@example.com' } });
      const proof = { token: tokenIn(service, 'EMAIL_CHANGE') };
      const verified = await service.send('POST', '/v1/email-verifications', { body: proof });
      expect(verified).toMatchObject({ status: 200, body: { email: 'lea@example.org' } });
      expect(service.mails.at(-1)).toMatchObject({ kind: 'EMAIL_CHANGED', to: 'lea_0001@example.com' });
    });
  });
};
