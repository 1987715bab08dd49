/** Where the tokens of a login come from. */
export interface Access {
  readonly token: () => string | undefined;
  /** Another token. Undefined once the login has ended; rejects if the service does not answer. */
  readonly renewed: () => Promise<string | undefined>;
  readonly send: (request: Request) => Promise<Response>;
}

/**
 * Sends the request with the token. If the service refuses the token, sends it once more with another one. A 401 about something else,
 * such as a wrong password, is the reply.
 */
export async function sendAuthorised(request: Request, { token, renewed, send }: Access): Promise<Response> {
  const again = request.clone();
  const used = token();
  const reply = await send(withBearer(request, used));
  if (reply.status !== 401 || !(await refusesToken(reply.clone()))) return reply;
  // Another request may have renewed it meanwhile.
  const current = token();
  const next = current === used ? await renewed() : current;
  return next === undefined ? reply : send(withBearer(again, next));
}

function withBearer(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

async function refusesToken(reply: Response): Promise<boolean> {
  try {
    const problem: unknown = await reply.json();
    return (
      typeof problem === 'object' &&
      problem !== null &&
      'code' in problem &&
      typeof problem.code === 'string' &&
      problem.code.startsWith('TOKEN_')
    );
  } catch {
    return true;
  }
}
