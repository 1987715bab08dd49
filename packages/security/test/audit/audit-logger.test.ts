import { AuditLogger, type AuditOptions, type AuditRecord } from '@orderfolio/security';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { openTrail } from './trail.ts';

const { audit, lines, last } = openTrail();
const from = { ipAddress: '203.0.113.7', userAgent: 'curl/8.5', requestId: 'r-1' };
const who = { username: 'alice_01', ...from };
const common = { schema: 1, time: '2026-01-31T12:00:00.000Z', ...who };

const EVENTS: readonly [() => AuditRecord, object][] = [
  [() => audit.loginSucceeded(who), { event: 'LOGIN_SUCCEEDED', outcome: 'SUCCESS' }],
  [
    () => audit.loginFailed({ ...who, reason: 'WRONG_PASSWORD' }),
    { event: 'LOGIN_FAILED', outcome: 'FAILURE', reason: 'WRONG_PASSWORD' },
  ],
  [() => audit.loggedOut(who), { event: 'LOGGED_OUT', outcome: 'SUCCESS' }],
  [
    () => audit.passwordChanged({ ...who, actor: 'root_admin' }),
    { event: 'PASSWORD_CHANGED', outcome: 'SUCCESS', actor: 'root_admin' },
  ],
  [() => audit.tokenCreated({ ...who, tokenId: '01' }), { event: 'TOKEN_CREATED', outcome: 'SUCCESS', tokenId: '01' }],
  [
    () => audit.tokenRefreshed({ ...who, tokenId: '02' }),
    { event: 'TOKEN_REFRESHED', outcome: 'SUCCESS', tokenId: '02' },
  ],
  [
    () => audit.tokenRevoked({ ...who, reason: 'REUSE_DETECTED', tokenId: '02' }),
    { event: 'TOKEN_REVOKED', outcome: 'SUCCESS', reason: 'REUSE_DETECTED', tokenId: '02' },
  ],
  [
    () => audit.accessDenied({ ...who, reason: 'ROLE_REQUIRED', required: ['customer', 'admin'] }),
    { event: 'ACCESS_DENIED', outcome: 'FAILURE', reason: 'ROLE_REQUIRED', required: 'customer admin' },
  ],
  [
    () => audit.userCreated({ ...who, role: 'customer' }),
    { event: 'USER_CREATED', outcome: 'SUCCESS', role: 'customer' },
  ],
  [
    () => audit.roleChanged({ ...who, role: 'admin', previousRole: 'customer', actor: 'root_admin' }),
    { event: 'ROLE_CHANGED', outcome: 'SUCCESS', role: 'admin', previousRole: 'customer', actor: 'root_admin' },
  ],
  [
    () => audit.accountLocked({ ...who, failures: 5, lockedUntil: '2026-01-31T12:01:00.000Z' }),
    { event: 'ACCOUNT_LOCKED', outcome: 'FAILURE', failures: 5, lockedUntil: '2026-01-31T12:01:00.000Z' },
  ],
];

describe('every event is one line of the same shape', () => {
  test.each(EVENTS)('%o %o', (report, expected) => {
    const before = lines.length;
    const record = report();
    expect(lines.length).toBe(before + 1);
    expect(record).toEqual({ ...common, ...expected });
    expect(last()).toMatchObject({ audit: record, level: record.outcome === 'SUCCESS' ? 30 : 40 });
  });

  test('what is not known is left out', () => {
    expect(audit.loggedOut({ username: 'alice_01', ipAddress: undefined })).toEqual({
      schema: 1,
      event: 'LOGGED_OUT',
      outcome: 'SUCCESS',
      time: common.time,
      username: 'alice_01',
    });
  });

  test('the time is the clock’s', () => {
    const trail = openTrail();
    trail.clock.advance(90_000);
    expect(trail.audit.loggedOut(who).time).toBe('2026-01-31T12:01:30.000Z');
  });

  test('a logger that is set to be quiet does not silence the trail', () => {
    for (const level of ['error', 'silent'] as const) {
      const quiet = openTrail(level);
      quiet.audit.loginSucceeded(who);
      expect(quiet.lines).toHaveLength(1);
    }
  });

  test('a field that no event has is not written, whoever passes it', () => {
    const entry = { ...who, password: 'tulip crane 77 harbour', passwordHash: '$2b$04$x' };
    expect(audit.loginSucceeded(entry)).not.toHaveProperty('password');
    expect(lines.at(-1)).not.toContain('tulip');
  });

  test('without a logger there is no trail', () => {
    // @ts-expect-error An untyped caller may forget it.
    expect(() => new AuditLogger({})).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID', field: 'logger' }),
    );
  });
});

describe('a logger that throws loses nothing', () => {
  const broken: AuditOptions['logger'] = pino({
    hooks: {
      logMethod() {
        throw new Error('disk full');
      },
    },
  });

  test('the caller is told nothing of it, and the records go where they are asked to', () => {
    const rescued: [AuditRecord, unknown][] = [];
    const fallback = (record: AuditRecord, cause: unknown) => void rescued.push([record, cause]);
    const trail = new AuditLogger({ logger: broken, fallback });
    const records = [trail.loginSucceeded(who), trail.tokenCreated({ ...who, tokenId: '01' })];
    expect(rescued).toEqual(records.map((record) => [record, new Error('disk full')]));
  });

  test.each([
    ['by default', undefined],
    [
      'also where that fails',
      () => {
        throw new Error('down too');
      },
    ],
  ])('they go to the standard error %s', (_when, fallback) => {
    const lines: unknown[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(line) > 0);
    const record = new AuditLogger({ logger: broken, fallback }).loginFailed({ ...who, reason: 'UNKNOWN_USER' });
    write.mockRestore();
    expect(lines).toEqual([`${JSON.stringify({ audit: record })}\n`]);
  });
});

describe('what clients send is neutralised', () => {
  const agentOf = (userAgent: string, secrets?: readonly string[]): string | undefined =>
    audit.loginSucceeded({ username: 'alice_01', userAgent, secrets }).userAgent;

  test.each([
    ['a line break', 'a\r\n{"audit":1}', 'a\\u{d}\\u{a}{"audit":1}'],
    ['an escape sequence', '\u001b[2Jx', '\\u{1b}[2Jx'],
    ['a NUL', 'a\0b', 'a\\u{0}b'],
    ['a line separator', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['a reversal of direction', 'a\u202eb', 'a\\u{202e}b'],
    ['half a surrogate pair', 'a\ud83d', 'a\\u{d83d}'],
  ])('%s is shown as its code', (_what, sent, written) => expect(agentOf(sent)).toBe(written));

  test('long text is cut', () => expect(agentOf('x'.repeat(100_000))).toBe(`${'x'.repeat(256)}…`));

  test('letters of any language are kept', () => expect(agentOf('Žluťoučký 木 😀')).toBe('Žluťoučký 木 😀'));

  test.each([
    ['a token', 'v eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln w', 'v [REDACTED] w'],
    ['a token without its signature', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0', '[REDACTED]'],
    [
      'a refresh token',
      'ofr.alice_01.01ARZ3NDEKTSV4RRFFQ69G5FAV.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA;',
      '[REDACTED];',
    ],
    ['a bcrypt hash', '<$2y$10$.vGA1O9wmRjrwAVXD98HNOgsNpDczlqm3Jq7KnEd1rVAGv3Fykk1a>', '<[REDACTED]>'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END', '[REDACTED]'],
    ['an authorisation header', 'x Bearer abc.def', 'x [REDACTED]'],
    ['a password by its name', '/login?password=hunter22&x=1', '/login?[REDACTED]&x=1'],
    ['a password in JSON', '{"password": "hunter22"}', '{"[REDACTED]}'],
  ])('%s is redacted by its looks', (_what, sent, written) => expect(agentOf(sent)).toBe(written));

  test('a secret of the request is redacted wherever it was typed, in any spelling of it', () => {
    const secrets = ['crème brûlée 9'];
    for (const sent of [
      'x crème brûlée 9 y',
      'x crème brûlée 9'.normalize('NFD'),
      '/?p=cr%C3%A8me%20br%C3%BBl%C3%A9e%209',
    ]) {
      expect(agentOf(sent, secrets)).toBe('[REDACTED]');
    }
    const record = audit.loginFailed({ username: 'my crème brûlée 9', reason: 'INVALID_INPUT', secrets });
    expect(record.username).toBe('[REDACTED]');
  });

  test('a secret is recognised before control characters are shown as codes, and after', () => {
    expect(agentOf('x tulip\tcrane 77', ['tulip\tcrane 77'])).toBe('[REDACTED]');
    expect(agentOf('x tulip\ncrane 77', ['tulip\\u{a}crane 77'])).toBe('[REDACTED]');
  });

  test('a secret of the service is redacted in every line', () => {
    const trail = openTrail('info', ['the-signing-secret']);
    trail.audit.loggedOut({ ...who, requestId: 'r the-signing-secret' });
    expect(trail.lines.at(-1)).not.toContain('the-signing-secret');
  });

  test('guessing a part of a username as its password does not hide whose account it was', () => {
    const guess = { username: 'alexander_the_great', reason: 'WRONG_PASSWORD', secrets: ['alexander_the'] } as const;
    expect(audit.loginFailed(guess).username).toBe('alexander_the_great');
  });

  test('a password typed into both fields is redacted: there is no such account', () => {
    const typed = { username: 'tulip_crane_77', reason: 'UNKNOWN_USER', secrets: ['tulip_crane_77'] } as const;
    expect(audit.loginFailed(typed).username).toBe('[REDACTED]');
  });

  test('a guess of one letter does not blank the line', () => {
    expect(agentOf('curl/8.5', ['c'])).toBe('curl/8.5');
    expect(agentOf('c', ['c'])).toBe('[REDACTED]');
  });
});
