/** Which users are listed. The API takes one of a status and a beginning of a name or an address. */
export interface UserSearch {
  readonly by: 'username' | 'email';
  readonly text: string;
  readonly status: UserStatus | 'all';
}

type UserStatus = 'ACTIVE' | 'SUSPENDED' | 'ERASED';

export const ALL_USERS: UserSearch = { by: 'username', text: '', status: 'all' };

/** What is asked of the API. */
export interface UserQuery {
  readonly status?: UserStatus;
  readonly usernamePrefix?: string;
  readonly emailPrefix?: string;
}

export function queryOf({ by, text, status }: UserSearch): UserQuery {
  const prefix = text.trim();
  if (prefix !== '') return by === 'username' ? { usernamePrefix: prefix } : { emailPrefix: prefix };
  return status === 'all' ? {} : { status };
}

/** A text of a search ends the filter by status, and the other way round: what is shown is what is asked for. */
export function changed(search: UserSearch, change: Partial<UserSearch>): UserSearch {
  const next = { ...search, ...change };
  if (change.status !== undefined && change.status !== 'all') return { ...next, text: '' };
  return next.text.trim() === '' ? next : { ...next, status: 'all' };
}
