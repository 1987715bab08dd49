import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { counted } from '../parts/wording.ts';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import type { ListPage } from '../service/window-of-pages.ts';
import { type Checked, type Progress, ReconcileRun } from './reconcile-run.ts';

interface ReconcileManyProps {
  readonly page: (cursor: string | undefined) => Promise<ListPage<{ readonly username: string }>>;
  /** "all users". */
  readonly whose: string;
  readonly onClose: () => void;
}

/** Checks the users of a list one after the other, and shows how far it is. It ends with the dialog. */
export function ReconcileMany({ page, whose, onClose }: ReconcileManyProps): JSX.Element {
  const run = useSignal<ReconcileRun | undefined>(undefined);
  useEffect(() => () => run.value?.stop(), []);
  const progress = run.value?.progress.value;
  const start = (): void => {
    const started = new ReconcileRun({ page, check: checkUser });
    run.value = started;
    void started.run();
  };
  return (
    <Dialog title={`Reconcile ${whose}`} onClose={onClose} isWide>
      <p>
        The ledgers of each user are added up anew and compared with what is stored. That reads the whole history of
        each, one user at a time, and changes nothing.
      </p>
      {progress !== undefined && <ProgressOf progress={progress} />}
      <div class="actions">
        {progress?.state === 'running' ? (
          <button type="button" onClick={() => run.value?.stop()}>
            Stop
          </button>
        ) : (
          <>
            <button type="button" onClick={onClose}>
              Close
            </button>
            <button type="button" class="primary" onClick={start}>
              {progress === undefined ? 'Start' : 'Start again'}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Whether the ledgers of a user add up. */
async function checkUser(username: string): Promise<Checked> {
  const { reconciled, differences } = await resultOf(
    api.POST('/v1/users/{username}/reconcile', { params: { path: { username } } }),
  );
  return { username, reconciled, differences: differences.length };
}

const STATES = { running: 'Checking', done: 'All are checked', stopped: 'Stopped', failed: 'It could not go on' };

function ProgressOf({ progress }: { readonly progress: Progress }): JSX.Element {
  const { state, checked, reconciled, current, findings, findingCount, error } = progress;
  return (
    <>
      <p role="status">
        <strong>{STATES[state]}</strong>
        {current !== undefined && ` ${current}`}: {checked.toLocaleString()} checked, {reconciled.toLocaleString()}{' '}
        reconciled, {findingCount.toLocaleString()} to look at.
      </p>
      {state === 'running' && <progress aria-label="Checking" />}
      {error !== undefined && (
        <p class="notice failed" role="alert">
          {error.message}
        </p>
      )}
      {findings.length > 0 && (
        <Scroll label="Users to look at" isLow>
          <table>
            <caption class="unseen">Users to look at</caption>
            <TableHead columns={['Username', 'Found']} />
            <tbody>
              {findings.map(({ username, differences, error: failure }) => (
                <tr key={username}>
                  <td>
                    <a href={linkTo('users', username)}>{username}</a>
                  </td>
                  <td>{failure === undefined ? counted(differences, 'difference') : failure.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {findingCount > findings.length && <p class="soft">The first {findings.length} are shown.</p>}
    </>
  );
}
