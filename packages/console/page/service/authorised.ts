import { isObject } from './is-object.ts';

/** Where the tokens of a login come from. */
export interface Access {
  /** Which login it is: another one is somebody else's, or may be. */
  readonly login: () => unknown;
  readonly token: () => string | undefined;
  /** Another token. Undefined once the login has ended; rejects if the service does not answer. */
  readonly renewed: () => Promise<string | undefined>;
  readonly send: (request: Request) => Promise<Response>;
}

/**
 * Sends the request with the token. If the service refuses the token, sends it once more with another one. A 401 about something else,
 * such as a wrong password, is the reply. What one login has begun is never sent with the token of the next one.
 */
export async function sendAuthorised(request: Request, { login, token, renewed, send }: Access): Promise<Response> {
  const again = request.clone();
  const begun = login();
  const used = token();
  const reply = await send(withBearer(request, used));
  if (reply.status !== 401 || !(await refusesToken(reply.clone()))) return reply;
  // Another request may have renewed it meanwhile.
  const current = token();
  const next = current === used ? await renewed() : current;
  return next === undefined || login() !== begun ? reply : send(withBearer(again, next));
}

function withBearer(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

async function refusesToken(reply: Response): Promise<boolean> {
  try {
    const problem: unknown = await reply.json();
    return isObject(problem) && typeof problem['code'] === 'string' && problem['code'].startsWith('TOKEN_');
  } catch {
    return true;
  }
}
