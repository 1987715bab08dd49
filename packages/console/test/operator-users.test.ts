import { describe, expect, test } from 'vitest';
import { type Checked, ReconcileRun } from '../page/operator/reconcile-run.ts';
import { ALL_USERS, changed, queryOf } from '../page/operator/user-search.ts';

describe('the search for users', () => {
  test('asks for all, for a status, or for the beginning of a name or an address', () => {
    expect(queryOf(ALL_USERS)).toEqual({});
    expect(queryOf({ ...ALL_USERS, status: 'SUSPENDED' })).toEqual({ status: 'SUSPENDED' });
    expect(queryOf({ ...ALL_USERS, text: ' ali ' })).toEqual({ usernamePrefix: 'ali' });
    expect(queryOf({ ...ALL_USERS, by: 'email', text: 'ali@' })).toEqual({ emailPrefix: 'ali@' });
  });

  test('never asks for both', () => {
    const suspended = changed(ALL_USERS, { status: 'SUSPENDED' });
    const named = changed(suspended, { text: 'ali' });
    expect(named).toEqual({ by: 'username', text: 'ali', status: 'all' });
    expect(changed(named, { status: 'ERASED' })).toEqual({ by: 'username', text: '', status: 'ERASED' });
  });

  test('keeps the status while nothing is searched for', () => {
    const suspended = changed(ALL_USERS, { status: 'SUSPENDED' });
    expect(changed(suspended, { by: 'email' }).status).toBe('SUSPENDED');
    expect(changed(suspended, { text: '  ' }).status).toBe('SUSPENDED');
  });
});

describe('a check of many users', () => {
  const PAGES = [['ann', 'bob'], ['eve']];
  const page = async (cursor = '0') => ({
    items: (PAGES[Number(cursor)] ?? []).map((username) => ({ username })),
    ...(Number(cursor) + 1 < PAGES.length && { nextCursor: String(Number(cursor) + 1) }),
  });
  const good = (username: string): Checked => ({ username, reconciled: true, differences: 0 });

  test('goes through all pages', async () => {
    const names: string[] = [];
    const run = new ReconcileRun({
      page,
      async check(username) {
        names.push(username);
        return good(username);
      },
    });
    await run.run();
    expect(names).toEqual(['ann', 'bob', 'eve']);
    expect(run.progress.value).toMatchObject({ state: 'done', checked: 3, reconciled: 3, findings: [] });
  });

  test('names who differs and who could not be checked, and goes on', async () => {
    const run = new ReconcileRun({
      page,
      async check(username) {
        if (username === 'bob') throw new TypeError('the connection broke');
        return username === 'ann' ? { username, reconciled: false, differences: 2 } : good(username);
      },
    });
    await run.run();
    const { findings, ...counts } = run.progress.value;
    expect(counts).toMatchObject({ state: 'done', checked: 3, reconciled: 1, findingCount: 2 });
    expect(findings.map(({ username, differences, error }) => [username, differences, error?.code])).toEqual([
      ['ann', 2, undefined],
      ['bob', 0, 'UNREACHABLE'],
    ]);
  });

  test('stops where it is told to', async () => {
    const run = new ReconcileRun({
      page,
      async check(username) {
        run.stop();
        return good(username);
      },
    });
    await run.run();
    expect(run.progress.value).toMatchObject({ state: 'stopped', checked: 1 });
  });

  test('fails if the list cannot be read, and keeps what it has found', async () => {
    const run = new ReconcileRun({
      async page(cursor) {
        if (cursor !== undefined) throw new TypeError('the connection broke');
        return page(cursor);
      },
      check: async (username) => good(username),
    });
    await run.run();
    expect(run.progress.value).toMatchObject({ state: 'failed', checked: 2, error: { code: 'UNREACHABLE' } });
  });

  test('keeps the first findings and counts all', async () => {
    const items = Array.from({ length: 150 }, (_, index) => ({ username: `user_${index}` }));
    const run = new ReconcileRun({
      page: async () => ({ items }),
      check: async (username) => ({ username, reconciled: false, differences: 1 }),
    });
    await run.run();
    expect(run.progress.value).toMatchObject({ checked: 150, findingCount: 150 });
    expect(run.progress.value.findings).toHaveLength(100);
  });
});
