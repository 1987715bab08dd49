import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Field } from '../parts/field.tsx';
import { api, done } from '../service/client.ts';
import { errorOf, ServiceError } from '../service/problem.ts';
import { session } from '../service/session.ts';
import type { Account } from '../service/types.ts';
import { Ask } from './ask.tsx';

type Action = 'suspend' | 'reinstate' | 'unlock';

interface Wording {
  readonly button: string;
  readonly title: (username: string) => string;
  readonly effect: string;
  readonly done: (username: string) => string;
  readonly takesReason: boolean;
  readonly isDangerous: boolean;
}

const WORDINGS: Readonly<Record<Action, Wording>> = {
  suspend: {
    button: 'Suspend',
    title: (username) => `Suspend ${username}?`,
    effect: 'All logins of the user end, and nothing of the account moves until it is reinstated.',
    done: (username) => `${username} is suspended.`,
    takesReason: true,
    isDangerous: true,
  },
  reinstate: {
    button: 'Reinstate',
    title: (username) => `Reinstate ${username}?`,
    effect: 'The user may do everything again, and logs in anew.',
    done: (username) => `${username} is reinstated.`,
    takesReason: true,
    isDangerous: false,
  },
  unlock: {
    button: 'Unlock',
    title: (username) => `Unlock ${username}?`,
    effect:
      'Too many wrong passwords make an account pause. This ends the pause, and forgets the refused logins before it.',
    done: (username) => `${username} may log in again.`,
    takesReason: false,
    isDangerous: false,
  },
};

interface UserActionsProps {
  readonly user: Account;
  readonly onChange: () => void;
}

/** What an operator can do with an account. Each asks before it acts. */
export function UserActions({ user: { username, status }, onChange }: UserActionsProps): JSX.Element {
  const asking = useSignal<Action | undefined>(undefined);
  const told = useSignal('');
  const actions: readonly Action[] =
    status === 'ERASED' ? [] : status === 'SUSPENDED' ? ['reinstate', 'unlock'] : ['suspend', 'unlock'];
  return (
    <>
      <div class="row">
        <output class="soft">{told.value}</output>
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            class={WORDINGS[action].isDangerous ? 'danger' : ''}
            onClick={() => {
              told.value = '';
              asking.value = action;
            }}
          >
            {WORDINGS[action].button}
          </button>
        ))}
      </div>
      {asking.value !== undefined && (
        <Confirm
          action={asking.value}
          username={username}
          onClose={() => {
            asking.value = undefined;
          }}
          onDone={(message) => {
            asking.value = undefined;
            told.value = message;
            onChange();
          }}
        />
      )}
    </>
  );
}

interface ConfirmProps {
  readonly action: Action;
  readonly username: string;
  readonly onClose: () => void;
  readonly onDone: (message: string) => void;
}

function Confirm({ action, username, onClose, onDone }: ConfirmProps): JSX.Element {
  const { title, effect, button, done: doneWords, takesReason, isDangerous } = WORDINGS[action];
  const reason = useSignal('');
  const send = async (): Promise<string> => {
    await carryOut(action, username, reason.value.trim());
    return doneWords(username);
  };
  return (
    <Ask
      title={title(username)}
      button={button}
      isDangerous={isDangerous}
      fields={['reason']}
      what="it"
      send={send}
      onClose={onClose}
      onDone={onDone}
    >
      {(error) => (
        <>
          <p>{effect}</p>
          {action === 'suspend' && username === session.value?.user.username && (
            <p class="notice">This is your own account: you will be logged out.</p>
          )}
          {takesReason && (
            <Field
              label="Reason"
              value={reason.value}
              onValue={(value) => {
                reason.value = value;
              }}
              error={error?.fields['reason']}
              hint="Shown to other operators, and kept with the account."
            />
          )}
        </>
      )}
    </Ask>
  );
}

async function carryOut(action: Action, username: string, reason: string): Promise<void> {
  const params = { path: { username } };
  const body = reason === '' ? {} : { reason };
  switch (action) {
    case 'suspend':
      return done(api.POST('/v1/users/{username}/suspend', { params, body }));
    case 'reinstate':
      return done(api.POST('/v1/users/{username}/reinstate', { params, body }));
    case 'unlock':
      return done(api.POST('/v1/users/{username}/unlock', { params })).catch(toldOfUnlock);
  }
}

function toldOfUnlock(cause: unknown): never {
  const error = errorOf(cause);
  if (error.code !== 'ROUTE_NOT_FOUND') throw error;
  throw new ServiceError('This service keeps no passwords, so there is nothing to unlock.', error);
}
