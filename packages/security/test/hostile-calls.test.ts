import { Writable } from 'node:stream';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, DomainError } from '@orderfolio/domain';
import * as security from '@orderfolio/security';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';

const SECRET = 'a secret of the tests, of 32 bytes and more';
const PASSWORD = 'correct horse battery staple';

function refuse(): never {
  throw new Error('a trap of a proxy');
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  7,
  Number.NaN,
  'x',
  '',
  '\ud800',
  true,
  10n,
  Symbol('x'),
  () => 'x',
  {},
  [],
  [null],
  new Date(0),
  Promise.resolve('alice_01'),
  Object.create(null),
  revoked({}),
  revoked([]),
  Object.defineProperty([7], 0, { enumerable: true, get: refuse }),
  Object.defineProperty({}, 'kid', { enumerable: true, get: refuse }),
  Object.create(AbortSignal.prototype),
  { toString: refuse, toJSON: refuse, [Symbol.toPrimitive]: refuse, [Symbol.iterator]: refuse },
  new Proxy(
    {},
    { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse },
  ),
];

/** Valid arguments before a hostile one. */
const RIGHT: readonly unknown[] = ['alice_01', 'customer', 'admin_01', {}];

/** It may return anything, or throw a `DomainError` other than STORAGE_FAILED. */
async function expectDomainError(about: string, call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (error) {
    expect(error, about).toBeInstanceOf(DomainError);
    expect(error, about).not.toMatchObject({ code: 'STORAGE_FAILED' });
  }
}

/** Calls it with every hostile value in every place. */
async function expectDomainErrors(name: string, call: (...given: readonly unknown[]) => unknown): Promise<void> {
  for (let place = 0; place < RIGHT.length; place++)
    for (const value of HOSTILE)
      await expectDomainError(`${name}, ${typeof value} as argument ${place + 1}`, () =>
        call(...RIGHT.slice(0, place), value),
      );
}

/** Calls it with every hostile value in every field of an object. */
async function expectFieldsRead(
  name: string,
  right: object,
  more: readonly string[],
  call: (given: object) => unknown,
): Promise<void> {
  for (const field of [...Object.keys(right), ...more])
    for (const value of HOSTILE)
      await expectDomainError(`${name}, ${typeof value} as ${field}`, () => call({ ...right, [field]: value }));
}

const silent = () => pino(new Writable({ write: (_chunk, _encoding, done) => done() }));

async function openService() {
  const store = await openSqlite({ filename: ':memory:' });
  const parts = {
    store,
    app: createOrderfolio({ store }),
    passwords: new security.PasswordManager({ cost: 4 }),
    tokens: new security.TokenManager({ issuer: 'tests', audience: 'tests', secret: SECRET }),
    audit: new security.AuditLogger({ logger: silent() }),
  };
  const auth = security.createAuthentication(parts);
  const profile = { username: 'alice_01', email: 'alice@example.com', firstName: 'Alice', lastName: 'Larsson' };
  await auth.register({ ...profile, password: PASSWORD });
  return { ...parts, parts, auth, profile };
}

describe('whatever is called with whatever throws a DomainError:', () => {
  test('authentication', async () => {
    const { auth, profile, store } = await openService();
    for (const [name, method] of Object.entries(auth))
      await expectDomainErrors(name, (...given) => Reflect.apply(method, undefined, given));
    // The fields of the other calls: see `given-fields`.
    const registration = { ...profile, username: 'robert_1', email: 'robert@example.com', password: PASSWORD };
    await expectFieldsRead('register', registration, [], (given) => Reflect.apply(auth.register, undefined, [given]));
    await store[Symbol.asyncDispose]();
  });

  test('passwords, tokens and the audit trail', async () => {
    const { passwords, tokens, audit } = await openService();
    for (const part of [passwords, tokens, audit]) {
      const prototype = Object.getPrototypeOf(part);
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
        if (name !== 'constructor' && typeof method === 'function')
          await expectDomainErrors(name, (...given) => Reflect.apply(method, part, given));
      }
    }
    const event = { username: 'alice_01', reason: 'WRONG_PASSWORD' };
    const fields = ['ipAddress', 'userAgent', 'requestId', 'secrets', 'failures', 'required'];
    await expectFieldsRead('loginFailed', event, fields, (given) => Reflect.apply(audit.loginFailed, audit, [given]));
    const entry = { username: 'alice_01', sequence: 1, previousHash: '0', record: '{}' };
    await expectFieldsRead('hashOf', entry, [], (given) => Reflect.apply(audit.hashOf, audit, [given]));
    const owner = { username: 'alice_01', email: 'a@example.com', firstName: 'A', lastName: 'B' };
    await expectFieldsRead('hashPassword', owner, [], (given) =>
      Reflect.apply(passwords.hashPassword, passwords, [PASSWORD, given]),
    );
  });

  test('the functions', async () => {
    const { requireRole, requireSelfOrRole, createRefreshToken, readRefreshToken, verifyAuditTrail, networkOf } =
      security;
    const functions = {
      requireRole,
      requireSelfOrRole,
      createRefreshToken,
      readRefreshToken,
      verifyAuditTrail,
      networkOf,
    };
    for (const [name, call] of Object.entries(functions))
      await expectDomainErrors(name, (...given) => Reflect.apply(call, undefined, given));
    const identity = { sub: 'alice_01', role: 'customer' };
    await expectDomainErrors('requireRole', (...given) => Reflect.apply(requireRole, undefined, [identity, ...given]));
    const { store } = await openService();
    await expectFieldsRead('requireRole', identity, ['audit', 'ipAddress', 'secrets'], (given) =>
      Reflect.apply(requireRole, undefined, [given, 'admin', given]),
    );
    await expectFieldsRead('verifyAuditTrail', {}, ['chainKeys', 'keyedSince', 'atLeast'], (given) =>
      Reflect.apply(verifyAuditTrail, undefined, [store, 'alice_01', given]),
    );
  });

  test('what makes the parts, which is CONFIGURATION_INVALID', async () => {
    const { parts } = await openService();
    const key = { kid: 'k', alg: 'HS256', secret: SECRET };
    const cases: readonly (readonly [
      name: string,
      right: object,
      more: readonly string[],
      make: (given: object) => unknown,
    ])[] = [
      [
        'createAuthentication',
        parts,
        ['clock', 'ids', 'timer', 'policy', 'keepAuditTrail', 'surprise'],
        (given) => Reflect.apply(security.createAuthentication, undefined, [given]),
      ],
      [
        'TokenManager',
        { issuer: 'a', audience: 'b', secret: SECRET },
        ['keys', 'signWith', 'clock', 'ids', 'lifetimeSeconds', 'toleranceSeconds', 'surprise'],
        (given) => Reflect.construct(security.TokenManager, [given]),
      ],
      [
        'a key of TokenManager',
        key,
        ['privateKey', 'publicKey'],
        (given) =>
          Reflect.construct(security.TokenManager, [{ issuer: 'a', audience: 'b', keys: [given], signWith: 'k' }]),
      ],
      [
        'PasswordManager',
        {},
        [
          ...[
            'cost',
            'concurrency',
            'queue',
            'minLength',
            'maxLength',
            'characterClasses',
            'forbiddenWords',
            'minGuesses',
          ],
          ...['languages', 'pepper', 'formerPeppers', 'isBreached', 'breachTimeoutMs', 'whenBreachUnknown', 'surprise'],
        ],
        (given) => Reflect.construct(security.PasswordManager, [given]),
      ],
      [
        'AuditLogger',
        { logger: silent() },
        ['clock', 'secrets', 'chainKey', 'fallback', 'surprise'],
        (given) => Reflect.construct(security.AuditLogger, [given]),
      ],
    ];
    for (const [name, right, more, make] of cases) {
      const outcomes: unknown[] = [];
      await expectFieldsRead(name, right, more, (given) => attempt(() => make(given), outcomes));
      for (const value of HOSTILE) attempt(() => Reflect.apply(make, undefined, [value]), outcomes);
      expect(outcomes.length, name).toBeGreaterThan(0);
      expect(
        outcomes.filter((code) => code !== 'CONFIGURATION_INVALID'),
        name,
      ).toEqual([]);
    }
  });
});

/** Notes the code of the thrown error, or the error itself if it has none. */
function attempt(work: () => unknown, outcomes: unknown[]): void {
  try {
    work();
  } catch (error) {
    outcomes.push(error instanceof DomainError ? error.code : error);
  }
}

describe('a logger', () => {
  test.each([
    ['without the level info', () => pino({ customLevels: { low: 10 }, useOnlyCustomLevels: true, level: 'low' })],
    ['that filters warnings out', () => pino({ level: 'info', levelComparison: 'DESC' })],
    ['whose child is none', () => ({ child: () => undefined })],
  ])('%s is CONFIGURATION_INVALID', (_name, logger) => {
    const make = () => Reflect.construct(security.AuditLogger, [{ logger: logger() }]);
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'logger' }));
  });

  test('that is silent is heard all the same', () => {
    const lines: string[] = [];
    const logger = pino({ level: 'silent' }, { write: (line: string) => lines.push(line) });
    new security.AuditLogger({ logger }).loginFailed({ username: 'alice_01', reason: 'WRONG_PASSWORD' });
    expect(lines).toHaveLength(1);
  });
});
