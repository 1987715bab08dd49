import type { JSX } from 'preact';
import { counted, wordOf } from '../parts/wording.ts';
import { api, resultOf } from '../service/client.ts';
import type { Reconciliation } from '../service/types.ts';
import { Check, type CheckOf } from './check.tsx';

/** How many differences are listed. All are counted. */
const SHOWN_DIFFERENCES = 100;

/** Adds up the ledgers of a user, and shows what was found. */
export function ReconcileOne({ username, isAsked = false }: CheckOf): JSX.Element {
  return (
    <Check
      button="Reconcile"
      hint="Adds the ledgers up anew and compares them with what is stored. It changes nothing."
      isAsked={isAsked}
      run={() => resultOf(api.POST('/v1/users/{username}/reconcile', { params: { path: { username } } }))}
    >
      {(found) => <Found found={found} />}
    </Check>
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
      <ul class="differences">
        {differences.slice(0, SHOWN_DIFFERENCES).map((difference) => (
          <li key={JSON.stringify(difference)}>
            <span class="badge">{wordOf(difference.rule)}</span> {difference.entity}{' '}
            <span class="code">{difference.id}</span>
            <p>{wrongOf(difference)}</p>
          </li>
        ))}
      </ul>
      {differences.length > SHOWN_DIFFERENCES && (
        <p class="soft">
          The first {SHOWN_DIFFERENCES} are shown. <code>orderfolio reconcile {username}</code> prints all.
        </p>
      )}
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
