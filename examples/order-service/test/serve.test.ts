import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadEnvironmentError, readConfig } from '../src/config.ts';
import { type Service, startService } from '../src/service.ts';
import { type ServiceProcess, startProcess } from '../src/start.ts';
import { prepareTrial, trialEnvironment } from '../src/trial.ts';

const run = promisify(execFile);

describe('the service on trial', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService(readConfig(trialEnvironment({ PORT: '0' })), pino({ level: 'silent' }));
  });
  afterEach(() => service.stop());

  test('says how to try it, in commands that work', async () => {
    const said = await prepareTrial(service, readConfig(trialEnvironment({})));
    const [token, ...commands] = said.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.trim()] : []));
    expect(commands).toHaveLength(3);
    const replies: unknown[] = [];
    for (const command of commands) {
      const { stdout } = await run('sh', ['-c', `${token}\n${command.replace('curl', 'curl --silent')}`]);
      replies.push(JSON.parse(stdout));
    }
    expect(replies).toMatchObject([
      { order: { status: 'COMPLETED', clientOrderId: 'first' } },
      { usdBalance: '9500.00', totalPortfolioValue: '10000.00' },
      { order: { status: 'QUEUED', limitPrice: '48000.00' } },
    ]);
  });

  test('says whether it is gone at the end: what is in memory is, a file is not', async () => {
    const memory = trialEnvironment({ PORT: '0' });
    expect(await prepareTrial(service, readConfig(memory))).toContain('Everything is in memory, and gone');
    const file = trialEnvironment({ PORT: '0', DATABASE: 'orders.db' });
    const said = await prepareTrial(service, readConfig(file));
    expect(said).toContain('Everything is in orders.db');
    expect(said).not.toContain('gone');
    const table = trialEnvironment({ PORT: '0', DYNAMODB_TABLE: 'orders' });
    expect(await prepareTrial(service, readConfig(table))).toContain('Everything is in the table orders');
  });

  test('shows its documents', async () => {
    const page = await fetch(`${service.url}/docs`);
    expect(await page.text()).toContain('<title>Order service</title>');
  });
});

describe('the environment', () => {
  const SECRET = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';

  test('is named where it is wrong, every part of it', () => {
    expect(() => readConfig({ PORT: 'http', TOKEN_SECRET: 'short' })).toThrow(BadEnvironmentError);
    expect(() => readConfig({ PORT: 'http', TOKEN_SECRET: 'short' })).toThrow(/PORT: .*\nTOKEN_SECRET: /);
    expect(() => readConfig({})).toThrow(/^TOKEN_SECRET: must have 32 characters or more: openssl/);
    expect(() => readConfig({ TOKEN_SECRET: SECRET, LOG_LEVEL: 'loud' })).toThrow(
      /^LOG_LEVEL: must be fatal, error, .*silent$/,
    );
  });

  const admin = { ADMIN_USERNAME: 'admin_01', ADMIN_PASSWORD: 'granite ferry 12 saffron' };

  test.each<[variable: string, environment: NodeJS.ProcessEnv]>([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '65536' }],
    ['TOKEN_SECRET', { TOKEN_SECRET: 'short' }],
    ['TOKEN_SECRET', { TOKEN_SECRET: 'a'.repeat(40) }],
    ['TOKEN_ISSUER', { TOKEN_ISSUER: '' }],
    ['ADMIN_USERNAME', { ...admin, ADMIN_USERNAME: 'no' }],
    ['ADMIN_USERNAME', { ADMIN_USERNAME: 'admin_01' }],
    ['ADMIN_PASSWORD', { ...admin, ADMIN_PASSWORD: 'password1234' }],
    ['ADMIN_EMAIL', { ...admin, ADMIN_EMAIL: 'admin' }],
    ['DATABASE', { DATABASE: '/nowhere/at/all/orders.db' }],
    ['HOST', { HOST: '192.0.2.1' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('ends the process with one line that names %s, and status 1', async (variable, wrong) => {
    expect(await startWith({ TOKEN_SECRET: SECRET, DATABASE: ':memory:', PORT: '0', ...wrong })).toEqual({
      exitCode: 1,
      said: [expect.stringMatching(new RegExp(`^${variable}: .+\\n$`))],
    });
  });

  test('ends the process when the port is taken, and when the e-mail or the name of the administrator is', async () => {
    const other = await startService(readConfig(trialEnvironment({ PORT: '0' })), pino({ level: 'silent' }));
    const { port } = new URL(other.url);
    const said = [expect.stringMatching(/^PORT: is taken .+\n$/)];
    expect(await startWith({ TOKEN_SECRET: SECRET, DATABASE: ':memory:', PORT: port })).toEqual({ exitCode: 1, said });
    await other.stop();

    const DATABASE = join(await mkdtemp(join(tmpdir(), 'order-service-')), 'orders.db');
    const environment = { TOKEN_SECRET: SECRET, DATABASE, PORT: '0' };
    const service = await startService(readConfig({ ...environment, ...admin }), pino({ level: 'silent' }));
    await service.stop();
    expect(await startWith({ ...environment, ...admin, ADMIN_USERNAME: 'admin_02' })).toEqual({
      exitCode: 1,
      said: ['ADMIN_EMAIL: is that of another user\n'],
    });
    await rm(dirname(DATABASE), { recursive: true });
  });

  test('does not make an administrator of a customer whose password it does not have', async () => {
    const DATABASE = join(await mkdtemp(join(tmpdir(), 'order-service-')), 'orders.db');
    const environment = { TOKEN_SECRET: SECRET, DATABASE, PORT: '0' };
    const service = await startService(readConfig(environment), pino({ level: 'silent' }));
    const names = { username: 'admin_01', email: 'a@example.com', firstName: 'A', lastName: 'B' };
    await service.auth.register({ ...names, password: 'lantern orchard 47 violet' });
    await service.stop();
    expect(await startWith({ ...environment, ...admin })).toEqual({
      exitCode: 1,
      said: ['ADMIN_PASSWORD: is not that of the user whom ADMIN_USERNAME names\n'],
    });
    await rm(dirname(DATABASE), { recursive: true });
  });

  test('makes the first administrator once', async () => {
    const environment = {
      ...trialEnvironment({}),
      PORT: '0',
      ...admin,
    };
    const service = await startService(readConfig(environment), pino({ level: 'silent' }));
    expect(await service.app.users.get('admin_01')).toMatchObject({ role: 'admin', email: 'admin@example.com' });
    await service.stop();
  });
});

/** The standard error and the exit status of a process with this environment. */
async function startWith(env: NodeJS.ProcessEnv) {
  const said: string[] = [];
  const process: ServiceProcess = {
    argv: [],
    env: { LOG_LEVEL: 'silent', ...env },
    stdout: { write: () => true },
    stderr: { write: (text) => said.push(text) },
    once: () => undefined,
  };
  await startProcess(process);
  return { exitCode: process.exitCode, said };
}
