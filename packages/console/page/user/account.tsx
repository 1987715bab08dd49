import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Facts } from '../parts/facts.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { CommandError } from '../parts/outcome.tsx';
import { rowClick } from '../parts/row-click.ts';
import { Scroll } from '../parts/scroll.tsx';
import { WhenLoaded } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { api, done, resultOf } from '../service/client.ts';
import { useLoaded } from '../service/loaded.ts';
import { errorOf, ServiceError } from '../service/problem.ts';
import { endSession, session } from '../service/session.ts';
import { useCommand } from '../service/use-command.ts';
import { deviceOf } from './device.ts';

/** Who has logged in, where, and the password. */
export function AccountPage(): JSX.Element {
  const me = useLoaded(() => resultOf(api.GET('/v1/me')), []);
  return (
    <>
      <h1>Account</h1>
      <div class="columns">
        <section class="card" aria-labelledby="me">
          <h2 id="me">You</h2>
          <WhenLoaded loaded={me} what="your account">
            {(account) => (
              <Facts
                facts={[
                  ['Username', account.username],
                  ['Name', `${account.firstName} ${account.lastName}`],
                  ['E-mail', account.email],
                  ['Phone', account.phone],
                  ['Member since', <Moment key="since" at={account.createdAt} />],
                ]}
              />
            )}
          </WhenLoaded>
        </section>
        <PasswordForm />
      </div>
      <Logins />
    </>
  );
}

/** A wrong password is never sent twice: this command has no key. */
function PasswordForm(): JSX.Element {
  const current = useSignal('');
  const next = useSignal('');
  const changing = useCommand(async (body: { currentPassword: string; newPassword: string }) => {
    await done(api.PUT('/v1/me/password', { body })).catch((cause: unknown) => {
      throw ofCurrentPassword(errorOf(cause));
    });
    endSession('Your password has been changed. Please log in with the new one.');
    return true;
  });
  function submit(event: Event): void {
    event.preventDefault();
    void changing.send({ currentPassword: current.value, newPassword: next.value });
  }
  return (
    <section class="card" aria-labelledby="password">
      <h2 id="password">Password</h2>
      <form onSubmit={submit}>
        <CommandError error={changing.error} fields={['currentPassword', 'newPassword']} what="the change" />
        {/* For whoever keeps the password. */}
        <input type="text" autocomplete="username" value={session.value?.user.username} readOnly hidden />
        <Field
          label="Current password"
          isSecret
          autocomplete="current-password"
          value={current.value}
          onValue={(value) => {
            current.value = value;
          }}
          error={changing.error?.fields['currentPassword']}
          isRequired
        />
        <Field
          label="New password"
          isSecret
          autocomplete="new-password"
          hint="All your logins end, this one too."
          value={next.value}
          onValue={(value) => {
            next.value = value;
          }}
          error={changing.error?.fields['newPassword']}
          isRequired
        />
        <div class="actions">
          <button type="submit" class="primary" aria-busy={changing.isSending}>
            {changing.isSending ? 'Changing…' : 'Change the password'}
          </button>
        </div>
      </form>
    </section>
  );
}

/** The service speaks of a login. Here the username is known, and the password belongs to a field. */
function ofCurrentPassword(error: ServiceError): ServiceError {
  if (error.code !== 'INVALID_CREDENTIALS') return error;
  return new ServiceError(error.message, { code: error.code, fields: { currentPassword: 'is wrong' } });
}

function Logins(): JSX.Element {
  const logins = useLoaded(() => resultOf(api.GET('/v1/me/sessions')), []);
  const ending = useCommand(async (familyId: string) => {
    await done(api.DELETE('/v1/me/sessions/{familyId}', { params: { path: { familyId } } }));
    return familyId;
  });
  const endingAll = useCommand(async () => {
    await done(api.DELETE('/v1/me/sessions'));
    endSession('All your logins have been ended.');
    return true;
  });
  async function end(familyId: string): Promise<void> {
    await ending.send(familyId);
    logins.reload();
  }
  return (
    <section class="card" aria-labelledby="logins">
      <header class="card-head">
        <h2 id="logins">Logins</h2>
        <button type="button" class="small danger" onClick={() => void endingAll.send(undefined)}>
          End all, this one too
        </button>
      </header>
      <CommandError error={ending.error ?? endingAll.error} what="the end of the login" />
      <WhenLoaded loaded={logins} what="your logins">
        {({ items }) => (
          <Scroll label="Logins">
            <table>
              <TableHead
                columns={['Device', 'Last used', ['Since', 'extra'], ['Address', 'extra'], ['Action', 'number']]}
              />
              <tbody>
                {items.map(({ familyId, deviceLabel, lastUsedAt, createdAt, lastAddress }) => (
                  <tr key={familyId}>
                    <th scope="row" class="device" title={deviceLabel}>
                      {deviceOf(deviceLabel)}
                    </th>
                    <td>
                      <Moment at={lastUsedAt} />
                    </td>
                    <td class="extra">
                      <Moment at={createdAt} />
                    </td>
                    <td class="extra">{lastAddress ?? '–'}</td>
                    <td class="number">
                      <button type="button" class="small" onClick={rowClick(() => end(familyId))}>
                        End<span class="unseen"> {deviceOf(deviceLabel)}</span>
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </WhenLoaded>
    </section>
  );
}
