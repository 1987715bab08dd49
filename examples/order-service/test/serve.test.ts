import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadEnvironmentError, readConfig } from '../src/config.ts';
import { type Service, startService } from '../src/service.ts';
import { prepareTrial, trialEnvironment } from '../src/trial.ts';

const run = promisify(execFile);

describe('the service on trial', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService(readConfig(trialEnvironment({ PORT: '0' })), pino({ level: 'silent' }));
  });
  afterEach(() => service.stop());

  test('says how to try it, in commands that work', async () => {
    const said = await prepareTrial(service);
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

  test('shows its documents', async () => {
    const page = await fetch(`${service.url}/docs`);
    expect(await page.text()).toContain('<title>Order service</title>');
  });
});

describe('the environment', () => {
  test('is named where it is wrong, every part of it', () => {
    expect(() => readConfig({ PORT: 'http', TOKEN_SECRET: 'short' })).toThrow(BadEnvironmentError);
    expect(() => readConfig({ PORT: 'http', TOKEN_SECRET: 'short' })).toThrow(/PORT: .*\nTOKEN_SECRET: /);
    expect(() => readConfig({})).toThrow(/TOKEN_SECRET/);
  });

  test('makes the first administrator once', async () => {
    const environment = {
      ...trialEnvironment({}),
      PORT: '0',
      ADMIN_USERNAME: 'admin_01',
      ADMIN_PASSWORD: 'granite ferry 12 saffron',
    };
    const service = await startService(readConfig(environment), pino({ level: 'silent' }));
    expect(await service.app.users.get('admin_01')).toMatchObject({ role: 'admin', email: 'admin@example.com' });
    await service.stop();
  });
});
