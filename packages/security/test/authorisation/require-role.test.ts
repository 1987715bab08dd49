import { AccessDeniedError, requireRole, requireSelfOrRole } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';
import { openTrail } from '../audit/trail.ts';

const alice = { sub: 'alice_01', role: 'customer' } as const;
const root = { sub: 'root_admin', role: 'admin' } as const;

describe('a role', () => {
  test('opens what asks for it, or for one of several', () => {
    requireRole(root, 'admin');
    requireRole(alice, ['admin', 'customer']);
  });

  test('does not open what asks for another', () => {
    expect(() => requireRole(alice, 'admin')).toThrow(AccessDeniedError);
    expect(() => requireRole(alice, 'admin')).toThrow(
      expect.objectContaining({
        code: 'ACCESS_DENIED',
        username: 'alice_01',
        reason: 'ROLE_REQUIRED',
        required: ['admin'],
        message: 'alice_01 needs the role admin',
      }),
    );
  });

  test('is asked for with an audit logger and words, or nobody passes', () => {
    const wrong: readonly (readonly [string, object])[] = [
      ['ipAddress', { ipAddress: 7 }],
      ['audit', { audit: {} }],
      ['ipAdress', { ipAdress: '203.0.113.7' }],
    ];
    for (const [field, options] of wrong) {
      const refusal = expect.objectContaining({ code: 'VALIDATION_FAILED', field });
      expect(() => requireRole(root, 'admin', options)).toThrow(refusal);
      expect(() => requireSelfOrRole(alice, 'alice_01', 'admin', options)).toThrow(refusal);
    }
  });

  test('must be named', () => {
    expect(() => requireRole(root, [])).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID' }));
  });
});

describe('what belongs to a user', () => {
  test('is open to that user, in any case of the name, and to admins', () => {
    requireSelfOrRole(alice, 'Alice_01');
    requireSelfOrRole(root, 'alice_01');
  });

  test('is closed to another user', () => {
    expect(() => requireSelfOrRole(alice, 'bobby_02')).toThrow(
      expect.objectContaining({ code: 'ACCESS_DENIED', reason: 'NOT_SELF', required: ['admin'] }),
    );
  });

  test('needs a username', () => {
    expect(() => requireSelfOrRole(alice, '')).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });
});

describe('a refusal', () => {
  test('is audited with where it came from', () => {
    const { audit, lines, last } = openTrail();
    expect(() => requireRole(alice, 'admin', { audit, ipAddress: '203.0.113.7', requestId: 'r-1' })).toThrow();
    expect(() => requireSelfOrRole(alice, 'bobby_02', 'admin', { audit })).toThrow();
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '').audit).toMatchObject({
      event: 'ACCESS_DENIED',
      outcome: 'FAILURE',
      username: 'alice_01',
      ipAddress: '203.0.113.7',
      requestId: 'r-1',
      reason: 'ROLE_REQUIRED',
      required: 'admin',
    });
    expect(last().audit).toMatchObject({ reason: 'NOT_SELF' });
  });

  test('is the only thing audited', () => {
    const { audit, lines } = openTrail();
    requireRole(root, 'admin', { audit });
    requireSelfOrRole(alice, 'alice_01', 'admin', { audit });
    expect(lines).toEqual([]);
  });
});
