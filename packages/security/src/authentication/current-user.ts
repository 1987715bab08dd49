import { UserNotFoundError } from '@orderfolio/domain';
import { shownUser } from '@orderfolio/domain/adapter';
import { TokenInvalidError } from '../errors/token-errors.ts';
import type { AuthenticationContext } from './account-command.ts';
import { epochOf } from './login-record.ts';
import type { PublicUser } from './public-user.ts';

/** See `Authentication.currentUser`. */
export async function currentUser(context: AuthenticationContext, accessToken: string): Promise<PublicUser<string>> {
  const { sub: username, epoch = 0 } = await context.tokens.verifyAccessToken(accessToken);
  const [user, login, attempts] = await context.commands.unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
  ]);
  if (user === undefined) throw new UserNotFoundError({ username });
  if (epoch < epochOf({ user, login, attempts }) || user.status !== 'ACTIVE')
    throw new TokenInvalidError({ reason: 'ENDED' });
  return shownUser(user, context.roles);
}
