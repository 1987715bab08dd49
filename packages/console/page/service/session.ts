import { signal } from '@preact/signals';
import { API_BASE } from './api-base.ts';
import { isObject } from './is-object.ts';
import { errorOf } from './problem.ts';
import type { Session } from './types.ts';

/** Who has logged in. The tokens are in memory only: they are gone with the page. */
export const session = signal<Session | undefined>(undefined);

/** Why the login is shown: undefined for somebody who has just come. */
export const endedBecause = signal<string | undefined>(undefined);

let loginNumber = 0;

/** Which login it is, as long as it lasts: another one, though of the same user, has another number. */
export function currentLogin(): number | undefined {
  return session.value === undefined ? undefined : loginNumber;
}

/** Says that this device has been logged in before, so that strangers who guess at the account do not keep it out. */
let deviceToken: string | undefined;

/** Rejects with a ServiceError. */
export async function logIn(username: string, password: string): Promise<void> {
  const opened = await post('/v1/sessions', { username, password, ...(deviceToken !== undefined && { deviceToken }) });
  deviceToken = opened.deviceToken ?? deviceToken;
  loginNumber += 1;
  session.value = opened;
  endedBecause.value = undefined;
}

/** The login ends here, whatever the service says. */
export async function logOut(): Promise<void> {
  const { value: open } = session;
  endSession(undefined);
  if (open === undefined) return;
  const headers = { authorization: `Bearer ${open.accessToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ refreshToken: open.refreshToken });
  await fetch(`${API_BASE}/v1/sessions/current`, { method: 'DELETE', headers, body }).catch(() => undefined);
}

export function endSession(why: string | undefined): void {
  session.value = undefined;
  endedBecause.value = why;
}

let renewing: Promise<string | undefined> | undefined;
/** What somebody who asks for a token has been told: the refusal of a refresh does not say that the account is suspended. */
let knownWhy: string | undefined;

/**
 * A new access token, for all who ask at the same time. `why` is told if the login is over by then. Undefined once the login has ended.
 * Rejects with a ServiceError if the service does not answer: the login may go on.
 */
export function renewedToken(why?: string): Promise<string | undefined> {
  knownWhy = why ?? knownWhy;
  renewing ??= renew().finally(() => {
    renewing = undefined;
    knownWhy = undefined;
  });
  return renewing;
}

async function renew(): Promise<string | undefined> {
  const { value: open } = session;
  if (open === undefined) return undefined;
  try {
    const renewed = await post('/v1/sessions/refresh', { refreshToken: open.refreshToken });
    // Meanwhile this login may have ended, and another one begun.
    if (session.value === open) session.value = renewed;
    return session.value?.accessToken;
  } catch (cause) {
    const error = errorOf(cause);
    const isSuspended = knownWhy === 'ACCOUNT_SUSPENDED';
    if (!ENDED.has(error.code)) throw error;
    if (session.value === open)
      endSession(
        WHY_ENDED[isSuspended ? 'ACCOUNT_SUSPENDED' : error.code] ?? 'Your session has ended. Please log in again.',
      );
    return undefined;
  }
}

/** What a refresh is refused with if the login is over. */
const ENDED = new Set(['TOKEN_INVALID', 'TOKEN_EXPIRED', 'ACCOUNT_SUSPENDED', 'INVALID_CREDENTIALS', 'USER_NOT_FOUND']);
const WHY_ENDED: Readonly<Record<string, string>> = {
  TOKEN_EXPIRED: 'Your session has expired. Please log in again.',
  ACCOUNT_SUSPENDED: 'Your account has been suspended.',
};

async function post(path: '/v1/sessions' | '/v1/sessions/refresh', body: object): Promise<Session> {
  let reply: Response;
  let answer: unknown;
  try {
    const headers = { 'content-type': 'application/json' };
    reply = await fetch(`${API_BASE}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    answer = await reply.json();
  } catch (cause) {
    throw errorOf(cause);
  }
  if (!reply.ok || !isSession(answer)) throw errorOf(answer);
  return answer;
}

function isSession(answer: unknown): answer is Session {
  return isObject(answer) && 'accessToken' in answer && 'refreshToken' in answer && 'user' in answer;
}
