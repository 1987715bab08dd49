import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleService, PASSWORD, startConsole } from '../support/service.ts';
import { hasChromium, logIn, useVisitors, visitAs } from '../support/visitors.ts';

const { visit } = useVisitors();
const SESSION_ENDS_MS = 31 * 86_400_000;
const TOKEN_ENDS_MS = 16 * 60_000;

describe.skipIf(!hasChromium)('who logs in', () => {
  let service: ConsoleService;
  beforeAll(async () => {
    service = await startConsole();
    await service.register('alice_01');
    await service.app.funds.deposit({ username: 'alice_01', amount: '1234.50' });
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test('sees the account, live', async () => {
    const { page } = await visitAs(visit, service, 'alice_01');
    await page.getByText('1,234.50').first().waitFor();
    await page
      .getByRole('status')
      .getByText(/^live$/i)
      .waitFor();
    expect(await page.title()).toContain('Orderfolio');
  });

  test('with a wrong password is told so, and can try again at once', async () => {
    const { page } = await visit(service.console);
    await page.getByLabel('Username').fill('alice_01');
    await page.getByLabel('Password').fill('not the password');
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/password/i);
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    expect(await page.getByLabel('Username').inputValue()).toBe('alice_01');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('button', { name: 'Log out' }).waitFor();
  });

  test('and changes the password with a wrong one is told so at its field', async () => {
    const { page } = await visitAs(visit, service, 'alice_01');
    await page.getByRole('link', { name: 'Account' }).click();
    const current = page.getByLabel('Current password');
    await current.fill('not the password');
    await page.getByLabel('New password').fill('lantern orchard 47 violet');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Current password is wrong.').waitFor();
    expect(await current.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByText(/username/i).count()).toBe(1); // that of the account
  });

  test('may have the fields filled in without an event, as some password managers do', async () => {
    const { page } = await visit(service.console);
    await page.getByLabel('Username').waitFor();
    for (const [index, text] of ['alice_01', PASSWORD].entries())
      await page.evaluate(`document.querySelectorAll('input')[${index}].value = '${text}'`);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('button', { name: 'Log out' }).waitFor();
  });

  test('needs both fields', async () => {
    const { page } = await visit(service.console);
    const before = service.asked.length;
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(await page.evaluate('document.activeElement?.getAttribute("autocomplete")')).toBe('username');
    expect(service.asked.slice(before)).not.toContain('POST /v1/sessions');
  });

  test('leaves nothing in the browser and no secret in the address', async () => {
    const visitor = await visitAs(visit, service, 'alice_01');
    const { page } = visitor;
    await page.getByText('1,234.50').first().waitFor();
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate('indexedDB.databases().then(({ length }) => length)')).toBe(0);
    expect(await page.evaluate('caches.keys().then(({ length }) => length)')).toBe(0);
    expect(new URL(page.url()).search).toBe('');
    expect(service.asked.filter((asked) => /token|eyJ|lantern/i.test(asked))).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
  });

  test('logs out, and the login is over', async () => {
    const { page } = await visitAs(visit, service, 'alice_01');
    const before = service.asked.length;
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await expect.poll(() => service.asked.slice(before)).toContain('DELETE /v1/sessions/current');
    expect(await page.getByText('1,234.50').count()).toBe(0);
  });

  test('stays while the access token is renewed in silence', async () => {
    const { page } = await visitAs(visit, service, 'alice_01');
    await page.getByText('1,234.50').first().waitFor();
    service.clock.advance(TOKEN_ENDS_MS);
    const before = service.asked.length;
    await service.app.funds.deposit({ username: 'alice_01', amount: '1000.00' });
    await page.getByText('2,234.50').first().waitFor();
    await page
      .getByRole('status')
      .getByText(/^live$/i)
      .waitFor();
    const renewals = service.asked.slice(before).filter((asked) => asked === 'POST /v1/sessions/refresh');
    expect(renewals).toHaveLength(1);
    await service.app.funds.withdraw({ username: 'alice_01', amount: '1000.00' });
    await page.getByText('1,234.50').first().waitFor();
  });

  test('is told why the login is shown again, and comes back to the same route', async () => {
    const visitor = await visitAs(visit, service, 'alice_01');
    const { page } = visitor;
    await page.evaluate('location.hash = "#/portfolio"');
    const { hash } = new URL(page.url());
    service.clock.advance(SESSION_ENDS_MS);
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/log in again/);
    await logIn(visitor, 'alice_01');
    expect(new URL(page.url()).hash).toBe(hash);
    await page.getByText('1,234.50').first().waitFor();
  });
});

describe.skipIf(!hasChromium)('a service that goes away', () => {
  test('is said, and what was shown stays; it is live again when it comes back', async () => {
    await using service = await startConsole();
    await service.register('alice_01');
    await service.app.funds.deposit({ username: 'alice_01', amount: '1234.50' });
    const { page } = await visitAs(visit, service, 'alice_01');
    await page.getByText('1,234.50').first().waitFor();
    await page
      .getByRole('status')
      .getByText(/^live$/i)
      .waitFor();
    await service.goAway();
    await page
      .getByRole('status')
      .getByText(/^connecting/i)
      .waitFor();
    expect(await page.getByText('1,234.50').count()).toBeGreaterThan(0);
    await service.app.funds.deposit({ username: 'alice_01', amount: '1000.00' });
    await service.comeBack();
    await page.getByText('2,234.50').first().waitFor();
    await page
      .getByRole('status')
      .getByText(/^live$/i)
      .waitFor();
  });

  test('before the login is said in the form', async () => {
    await using service = await startConsole();
    const { page } = await visit(service.console);
    await service.goAway();
    await page.getByLabel('Username').fill('alice_01');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('does not answer');
  });
});
