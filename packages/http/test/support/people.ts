import type { DocumentedRoute } from './documented.ts';
import { valueAt } from './reply-checker.ts';
import { PASSWORD, type TestService, textAt } from './service.ts';

export const STATES = ['ACTIVE', 'SUSPENDED', 'ERASED', 'UNKNOWN'] as const;
export type State = (typeof STATES)[number];

/** A user who sends a request or whom it is about, and the names that requests need. */
export interface Somebody {
  readonly username: string;
  readonly refreshToken: string;
  readonly email: string;
  readonly resetToken: string;
  readonly verificationToken: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const NEW_PASSWORD = 'granite ferry 12 saffron';
/** After a call of one of these, the next call needs another user. */
const CHANGES_SOMEBODY: ReadonlySet<string> = new Set([
  'suspendUser',
  'reinstateUser',
  'eraseUser',
  'changePassword',
  'setPassword',
  'changeRole',
  'resetPassword',
]);

/**
 * Finds a user in a state for a route. It is the same user each time, until a route has changed what the next one would
 * find.
 */
export function people(service: TestService): (state: State, route: DocumentedRoute) => Promise<Somebody> {
  const known = new Map<State, Somebody>();
  return async (state, { id }) => {
    const found = known.get(state) ?? (await somebody(service, state));
    if (CHANGES_SOMEBODY.has(id)) known.delete(state);
    else known.set(state, found);
    return found;
  };
}

let made = 0;

/** A trader in this state, with a resting order and a pending withdrawal. The tokens are older than the state. */
export async function somebody(service: TestService, state: State): Promise<Somebody> {
  made += 1;
  const username = `state_${String(made).padStart(4, '0')}`;
  if (state === 'UNKNOWN') return stranger(username);
  const { app, auth } = service;
  await service.newCustomer(username);
  await app.funds.deposit({ username, amount: '10000' });
  const { refreshToken } = await auth.authenticateUser({ username, password: PASSWORD });
  const { order } = await app.orders.place({
    username,
    orderType: 'LIMIT_BUY',
    assetId: 'BTC',
    quantity: '0.01',
    limitPrice: '40000',
    clientOrderId: 'order-1',
  });
  const { transaction } = await app.funds.withdraw({ username, amount: '10', status: 'PENDING' });
  const { items } = await auth.sessions(username);
  const email = `${username}@example.com`;
  const reset = await auth.requestPasswordReset(email);
  const verification = await auth.requestEmailVerification(username);
  if (state === 'SUSPENDED') await app.users.suspend(username, { by: 'admin_01' });
  if (state === 'ERASED') await app.users.erase(username, { by: 'admin_01' });
  return {
    username,
    refreshToken,
    email,
    resetToken: textAt(reset, 'token'),
    verificationToken: textAt(verification, 'token'),
    parameters: {
      username,
      orderId: order.orderId,
      transactionId: transaction.transactionId,
      familyId: textAt(items[0], 'familyId'),
      clientOrderId: 'order-1',
      assetId: 'BTC',
    },
  };
}

/** A user whom the store does not know, and whom a gateway may let in. */
function stranger(username: string): Somebody {
  const id = '01KJQ4Z0X8T3N5V7B9D1F2G3H4';
  const mailed = `${username}.unknown`;
  return {
    username,
    refreshToken: `ofr.${username}.${id}.${'s'.repeat(43)}`,
    email: `${username}@example.com`,
    resetToken: mailed,
    verificationToken: mailed,
    parameters: { username, orderId: id, transactionId: id, familyId: id, clientOrderId: 'order-1', assetId: 'BTC' },
  };
}

/**
 * Calls a route about a user, as the document shows it. Returns the code of the problem, or the status if it is none.
 * The user sends the request, unless the route takes an administrator's.
 */
export async function call(
  service: TestService,
  { id, method, path, access, body }: DocumentedRoute,
  target: Somebody,
  admin: string,
): Promise<string> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => target.parameters[name] ?? 'none');
  const isAbout = path.includes('{username}');
  const { token } = await service.tokens.issueAccessToken(
    isAbout ? admin : target.username,
    access === 'admin' ? access : 'customer',
  );
  const reply = await service.send(method, filled, {
    token: access === 'public' ? undefined : token,
    body: bodyAbout(id, target) ?? body,
  });
  return String(valueAt(reply.body, ['code']) ?? reply.status);
}

/** A body that names the user, or something of the user's. */
function bodyAbout(id: string, { username, email, ...tokens }: Somebody): object | undefined {
  switch (id) {
    case 'register':
      return { username: `${username}_x`, email: `x_${email}`, firstName: 'A', lastName: 'B', password: PASSWORD };
    case 'login':
      return { username, password: PASSWORD };
    case 'refreshSession':
    case 'logout':
      return { refreshToken: tokens.refreshToken };
    case 'requestPasswordReset':
      return { email };
    case 'resetPassword':
      return { token: tokens.resetToken, newPassword: NEW_PASSWORD };
    case 'verifyEmail':
      return { token: tokens.verificationToken };
    case 'changePassword':
      return { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    case 'changeEmail':
      return { currentPassword: PASSWORD, newEmail: `new_${email}` };
    case 'createAsset':
      return { assetId: `A${made}`, name: 'Another', category: 'minor', priceUsd: '1.00' };
    default:
      return undefined;
  }
}
