import { createOrderfolio, DomainError, type Store } from '@orderfolio/domain';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { pino } from 'pino';

/** A task for one process. */
export type Call =
  | { readonly op: 'register' | 'login'; readonly username: string; readonly password: string }
  | { readonly op: 'refresh'; readonly refreshToken: string }
  | { readonly op: 'requestReset'; readonly username: string }
  | { readonly op: 'reset'; readonly token: string; readonly newPassword: string };

/** The outcome: a token, nothing, or the code of the refusal. */
export interface Answer {
  readonly token?: string;
  readonly code?: string;
  readonly reason?: string;
}

/** One process's access to the accounts. */
export interface Accounts {
  call(call: Call): Promise<Answer>;
  /** The events that it has logged so far, with their reasons: `TOKEN_REVOKED REUSE_DETECTED`. */
  events(): Promise<readonly string[]>;
}

const ISSUER = { issuer: 'tests', audience: 'tests', secret: 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU' };

/** The accounts, over a store that nobody else in this process uses. */
export function accountsOn(store: Store): Accounts {
  const logged: string[] = [];
  const logger = pino({}, { write: (line: string) => void logged.push(wordsOf(JSON.parse(line))) });
  const auth = createAuthentication({
    app: createOrderfolio({ store }),
    store,
    passwords: new PasswordManager({ cost: 4, queue: 1_000 }),
    tokens: new TokenManager(ISSUER),
    audit: new AuditLogger({ logger }),
    policy: { failuresBeforePause: 1_000 },
    keepAuditTrail: true,
  });

  async function perform(call: Call): Promise<string | undefined> {
    switch (call.op) {
      case 'register': {
        const { username, password } = call;
        await auth.register({ username, password, email: mailOf(username), firstName: 'Alice', lastName: 'Lee' });
        return undefined;
      }
      case 'login': {
        const { username, password } = call;
        return (await auth.authenticateUser({ username, password })).refreshToken;
      }
      case 'refresh':
        return (await auth.refresh(call.refreshToken)).refreshToken;
      case 'requestReset':
        return (await auth.requestPasswordReset(mailOf(call.username)))?.token;
      case 'reset':
        await auth.resetPassword({ token: call.token, newPassword: call.newPassword });
        return undefined;
    }
  }

  return {
    async call(call) {
      try {
        const token = await perform(call);
        return token === undefined ? {} : { token };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const reason: unknown = Reflect.get(error, 'reason');
        return { code: error.code, ...(typeof reason === 'string' && { reason }) };
      }
    },
    events: async () => logged,
  };
}

const mailOf = (username: string) => `${username}@example.com`;

function wordsOf({ audit }: { readonly audit: { readonly event: string; readonly reason?: string } }): string {
  return audit.reason === undefined ? audit.event : `${audit.event} ${audit.reason}`;
}
