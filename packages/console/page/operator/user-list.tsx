import { effect, signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Choice, Field, Segments } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, WindowedTable } from '../parts/windowed-table.tsx';
import { wordOf } from '../parts/wording.ts';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { session } from '../service/session.ts';
import type { Account } from '../service/types.ts';
import { type ListPage, pageAt, WindowOfPages } from '../service/window-of-pages.ts';
import { StatusBadge } from './badges.tsx';
import { EVENT_GROUPS } from './feed-event.ts';
import { ReconcileMany } from './reconcile-many.tsx';
import { eventsOfAll, useFeed } from './streams.ts';
import { useTop } from './top.ts';
import { ALL_USERS, changed, queryOf, type UserQuery, type UserSearch } from './user-search.ts';

/** It stays when a user is looked at, and ends with the login. */
const search = signal<UserSearch>(ALL_USERS);
effect(() => {
  if (session.value === undefined) search.value = ALL_USERS;
});

/** How long after the last key a search is sent. */
const TYPING_MS = 250;

const COLUMNS: readonly Column<Account>[] = [
  {
    title: 'Username',
    cell: ({ username }) => <a href={linkTo('users', username)}>{username}</a>,
  },
  { title: 'Name', width: '11rem', isExtra: true, cell: ({ firstName, lastName }) => `${firstName} ${lastName}` },
  { title: 'E-mail', isExtra: true, cell: ({ email }) => email },
  { title: 'Role', width: '6.5rem', isExtra: true, cell: ({ role }) => wordOf(role) },
  { title: 'Status', width: '7.5rem', cell: ({ status }) => <StatusBadge status={status} /> },
  { title: 'Since', width: '13rem', isExtra: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
];

const STATUSES = [
  ['all', 'Any status'],
  ['ACTIVE', 'Active'],
  ['SUSPENDED', 'Suspended'],
  ['ERASED', 'Erased'],
] as const satisfies readonly (readonly [UserSearch['status'], string])[];
const SEARCHES = [
  ['username', 'Username'],
  ['email', 'E-mail'],
] as const;

/** All users, the newest first, or those that are searched for. */
export function UserList(): JSX.Element {
  useTop('Users');
  const { value: shown } = search;
  const query = queryOf(useDelayed(shown, TYPING_MS));
  const asked = JSON.stringify(query);
  const load = useMemo(() => pagesOf(query), [asked]);
  const users = useMemo(() => new WindowOfPages(load, ({ username }) => username), [load]);
  const isChecking = useSignal(false);
  const change = (next: Partial<UserSearch>): void => {
    search.value = changed(search.value, next);
  };
  useFeed(eventsOfAll, (events, hasMissed) => {
    if (hasMissed || events.some(({ type }) => EVENT_GROUPS.users.some((one) => one === type))) users.refresh();
  });
  const { value: error } = users.error;
  const rule = error?.fields['usernamePrefix'] ?? error?.fields['emailPrefix'];
  return (
    <>
      <h1>Users</h1>
      <section class="card" aria-label="Users of the service">
        <form class="filters" onSubmit={(event) => event.preventDefault()}>
          <Segments label="Search by" options={SEARCHES} value={shown.by} onValue={(by) => change({ by })} />
          <Field
            label={shown.by === 'username' ? 'Username begins with' : 'E-mail begins with'}
            value={shown.text}
            onValue={(text) => change({ text })}
            error={rule && `It ${rule}.`}
          />
          <Choice label="Status" options={STATUSES} value={shown.status} onValue={(status) => change({ status })} />
          <button
            type="button"
            onClick={() => {
              isChecking.value = true;
            }}
          >
            Reconcile these…
          </button>
        </form>
        {rule !== undefined ? (
          <Empty title="Nobody can have this" />
        ) : (
          <WindowedTable
            key={asked}
            label="Users"
            rows={users}
            columns={COLUMNS}
            keyOf={({ username }) => username}
            empty={
              <Empty title={asked === '{}' ? 'There are no users yet' : 'Nobody is found'}>
                {asked !== '{}' && (
                  <button type="button" onClick={() => change(ALL_USERS)}>
                    Show all users
                  </button>
                )}
              </Empty>
            }
          />
        )}
      </section>
      {isChecking.value && (
        <ReconcileMany
          page={load}
          whose={asked === '{}' ? 'all users' : 'the users of this list'}
          onClose={() => {
            isChecking.value = false;
          }}
        />
      )}
    </>
  );
}

function pagesOf(query: UserQuery): (cursor: string | undefined) => Promise<ListPage<Account>> {
  return (cursor) =>
    resultOf(
      api.GET('/v1/users', {
        params: { query: { ...query, ...pageAt(cursor) } },
      }),
    );
}

/** The value as it was when it has not changed for a while. */
function useDelayed<Value>(value: Value, milliseconds: number): Value {
  const delayed = useSignal(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      delayed.value = value;
    }, milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return delayed.value;
}
