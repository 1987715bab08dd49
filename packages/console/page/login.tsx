import { useSignal } from '@preact/signals';
import type { JSX, TargetedEvent } from 'preact';
import { Field } from './parts/field.tsx';
import { errorOf, type ServiceError } from './service/problem.ts';
import { endedBecause, logIn } from './service/session.ts';

/** Asks for username and password. After a session has ended it says so, and the page comes back to where it was. */
export function LoginPage(): JSX.Element {
  const username = useSignal('');
  const password = useSignal('');
  const error = useSignal<ServiceError | undefined>(undefined);
  const isAsking = useSignal(false);

  async function submit(event: TargetedEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    // A password manager may fill the fields in without a word.
    const filled = new FormData(event.currentTarget);
    username.value = String(filled.get('username'));
    password.value = String(filled.get('password'));
    if (isAsking.value) return;
    isAsking.value = true;
    error.value = undefined;
    try {
      await logIn(username.value, password.value);
    } catch (cause) {
      error.value = errorOf(cause);
      password.value = '';
    }
    isAsking.value = false;
  }

  const told = error.value?.message ?? endedBecause.value;
  return (
    <main class="login">
      <h1>Orderfolio</h1>
      <form onSubmit={(event) => void submit(event)}>
        {told !== undefined && (
          <p class={error.value === undefined ? 'notice' : 'notice failed'} role="alert">
            {told}
          </p>
        )}
        <Field
          label="Username"
          value={username.value}
          onValue={(value) => {
            username.value = value;
          }}
          error={error.value?.fields['username']}
          name="username"
          autocomplete="username"
          isRequired
        />
        <Field
          label="Password"
          isSecret
          value={password.value}
          onValue={(value) => {
            password.value = value;
          }}
          error={error.value?.fields['password']}
          name="password"
          autocomplete="current-password"
          isRequired
        />
        <button type="submit" class="primary" disabled={isAsking.value}>
          {isAsking.value ? 'Logging in…' : 'Log in'}
        </button>
      </form>
    </main>
  );
}
