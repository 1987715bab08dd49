import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Scroll } from '../parts/scroll.tsx';
import { Loading } from '../parts/states.tsx';
import { api, resultOf } from '../service/client.ts';
import { errorOf, type ServiceError } from '../service/problem.ts';
import type { Reconciliation } from '../service/types.ts';
import { wordOf } from './feed-event.ts';
import { counted } from './reconcile-many.tsx';

/** How many differences are listed. All are counted. */
const SHOWN_DIFFERENCES = 100;

interface ReconcileOneProps {
  readonly username: string;
  /** It begins at once, and has no button of its own. */
  readonly isAsked?: boolean;
}

/** Adds up the ledgers of a user at the press of a button, and shows what was found. */
export function ReconcileOne({ username, isAsked = false }: ReconcileOneProps): JSX.Element {
  const found = useSignal<Reconciliation | undefined>(undefined);
  const error = useSignal<ServiceError | undefined>(undefined);
  const isChecking = useSignal(false);

  async function check(): Promise<void> {
    if (isChecking.value) return;
    isChecking.value = true;
    error.value = undefined;
    try {
      found.value = await resultOf(api.POST('/v1/users/{username}/reconcile', { params: { path: { username } } }));
    } catch (cause) {
      found.value = undefined;
      error.value = errorOf(cause);
    }
    isChecking.value = false;
  }

  useEffect(() => {
    if (isAsked) void check();
  }, []);

  return (
    <>
      {!isAsked && (
        <p class="row">
          <button type="button" disabled={isChecking.value} onClick={() => void check()}>
            {isChecking.value ? 'Adding up…' : found.value === undefined ? 'Reconcile' : 'Reconcile again'}
          </button>
          <span class="soft">Adds the ledgers up anew and compares them with what is stored. It changes nothing.</span>
        </p>
      )}
      {isAsked && isChecking.value && <Loading what="the ledgers" />}
      <div role="status">
        {error.value !== undefined && <p class="notice failed">{error.value.message}</p>}
        {found.value !== undefined && <Found found={found.value} />}
      </div>
    </>
  );
}

function Found({
  found: { username, reconciled, differences, rows },
}: {
  readonly found: Reconciliation;
}): JSX.Element {
  if (reconciled) {
    return (
      <p class="notice good">
        <strong>Reconciled.</strong> {counted(rows, 'row')} of {username} add up to what is stored.
      </p>
    );
  }
  return (
    <>
      <p class="notice failed">
        <strong>Not reconciled.</strong> {counted(differences.length, 'difference')} in {counted(rows, 'row')} of{' '}
        {username}.
      </p>
      <Scroll label="Differences" isLow>
        <table class="dense">
          <caption class="unseen">Differences</caption>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Record</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {differences.slice(0, SHOWN_DIFFERENCES).map((difference) => (
              <tr key={JSON.stringify(difference)}>
                <td>{wordOf(difference.rule)}</td>
                <td>
                  {difference.entity} <span class="code">{difference.id}</span>
                </td>
                <td class="wrap">{wrongOf(difference)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {differences.length > SHOWN_DIFFERENCES && <p class="soft">The first {SHOWN_DIFFERENCES} are shown.</p>}
    </>
  );
}

function wrongOf(difference: Reconciliation['differences'][number]): string {
  switch (difference.kind) {
    case 'VALUE':
      return `${difference.field} is ${difference.stored ?? 'absent'}, and should be ${difference.expected ?? 'absent'}`;
    case 'UNREADABLE':
      return `Cannot be read: ${difference.reason}`;
    case 'MISPLACED':
      return `Stands in the wrong place: ${difference.reason}`;
    case 'MISSING':
      return 'Is missing';
    case 'UNEXPECTED':
      return 'Should not be there';
    case 'GAP':
      return `The numbers ${difference.first} to ${difference.last} are missing`;
  }
}
