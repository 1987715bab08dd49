import type { JSX } from 'preact';
import { UserPage } from './user.tsx';
import { UserList } from './user-list.tsx';

/** All users, or one of them. */
export function UsersPage({ rest: [username] }: { readonly rest: readonly string[] }): JSX.Element {
  return username === undefined ? <UserList /> : <UserPage key={username} username={username} />;
}
