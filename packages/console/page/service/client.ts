import type { paths } from '@orderfolio/http/client';
import createClient from 'openapi-fetch';
import { API_BASE } from './api-base.ts';
import { sendAuthorised } from './authorised.ts';
import { errorOf } from './problem.ts';
import { currentLogin, renewedToken, session } from './session.ts';

/** The API, with the types of its document. Who calls it hands the promise to `resultOf`. */
export const api = createClient<paths>({ baseUrl: API_BASE, fetch: withToken });

/** Sends the token of the login. */
export function withToken(request: Request): Promise<Response> {
  return sendAuthorised(request, {
    login: currentLogin,
    token: () => session.value?.accessToken,
    renewed: () => renewedToken(),
    send: (sent) => fetch(sent),
  });
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
}

/** The result of a call. Rejects with a ServiceError. */
export async function resultOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error } = await call.catch((cause: unknown) => ({ data: undefined, error: cause }));
  if (data === undefined) throw errorOf(error);
  return data;
}

/** A command that replies with nothing. Rejects with a ServiceError. */
export async function done(call: Promise<Answer<unknown>>): Promise<void> {
  const { error } = await call.catch((cause: unknown) => ({ error: cause }));
  if (error !== undefined) throw errorOf(error);
}
