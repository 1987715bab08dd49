import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { withConsole } from '@orderfolio/console';
import { createOrderfolio } from '@orderfolio/domain';
import { createHttpApi } from '@orderfolio/http';
import { type RunningServer, serve } from '@orderfolio/http/node';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { pino } from 'pino';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';

const HELP = `usage: pnpm bench:console [--rounds N]

  --rounds N   visits with an empty cache, each followed by one with a full cache (default 15)

Needs Chromium: on the PATH, or named in CHROMIUM_PATH.
`;

/** What a visit took. */
interface Visit {
  /** The first contentful paint, in milliseconds after the navigation began. */
  readonly paint: number;
  /** What was sent, by its kind: bytes of the body. */
  readonly sent: ReadonlyMap<string, number>;
}

async function serveConsole(): Promise<RunningServer> {
  const store = await openSqlite({ filename: ':memory:', changeFeed: true });
  const app = createOrderfolio({ store });
  const logger = pino({ level: 'silent' });
  const tokens = new TokenManager({ issuer: 'https://bench.example', audience: 'bench', secret: randomBytes(32) });
  const audit = new AuditLogger({ logger });
  const auth = createAuthentication({ app, store, passwords: new PasswordManager({ cost: 4 }), tokens, audit });
  return serve(withConsole(createHttpApi({ app, auth, tokens, store, logger, audit })), { port: 0 });
}

async function visitOf(page: Page, go: () => Promise<unknown>): Promise<Visit> {
  const sent = new Map<string, number>();
  const sizes: Promise<void>[] = [];
  const note = (request: Request): void => {
    const size = request.sizes().then(({ responseBodySize }) => {
      // What comes from the cache has no size.
      const bytes = Math.max(0, responseBodySize);
      sent.set(request.resourceType(), (sent.get(request.resourceType()) ?? 0) + bytes);
    });
    sizes.push(size);
  };
  page.on('requestfinished', note);
  await go();
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  const paint = await page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      const [first] = list.getEntriesByName('first-contentful-paint');
      if (first === undefined) return;
      observer.disconnect();
      resolve(first.startTime);
    }).observe({ type: 'paint', buffered: true });
  })`);
  await Promise.all(sizes);
  page.off('requestfinished', note);
  return { paint, sent };
}

async function main(rounds: number): Promise<void> {
  const server = await serveConsole();
  const browser = await chromium.launch({ executablePath: findChromium(), args: sandbox() });
  try {
    const visits = await visitAgain(browser, `${server.url}/console/`, rounds);
    print('empty cache', visits.first);
    print('full cache', visits.again);
  } finally {
    await browser.close();
    await server.close(0);
  }
}

async function visitAgain(browser: Browser, url: string, rounds: number) {
  const first: Visit[] = [];
  const again: Visit[] = [];
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    first.push(await visitOf(page, () => page.goto(url)));
    again.push(await visitOf(page, () => page.reload()));
    await context.close();
  }
  return { first, again };
}

function print(name: string, visits: readonly Visit[]): void {
  const paints = visits.map(({ paint }) => paint).sort((one, other) => one - other);
  const at = (share: number): string => (paints[Math.floor((paints.length - 1) * share)] ?? 0).toFixed(0);
  process.stdout.write(`${name}: first contentful paint after ${at(0.5)} ms (${at(0)} to ${at(1)})\n`);
  const sent = visits[0]?.sent ?? new Map<string, number>();
  const all = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  for (const [kind, bytes] of [...sent, ['in all', all] as const])
    process.stdout.write(`  ${kind.padEnd(12)}${String(bytes).padStart(8)} bytes\n`);
}

function findChromium(): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell reads it.
  const find = 'command -v "${CHROMIUM_PATH:-chromium}" chromium-browser google-chrome | head -n 1';
  const found = execFileSync('sh', ['-c', find], { encoding: 'utf8' }).trim();
  if (found === '') throw new Error('There is no Chromium: apt-get install chromium, or name it in CHROMIUM_PATH.');
  return found;
}

/** The sandbox of Chromium does not work for root, as whom containers run. */
function sandbox(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, help: { type: 'boolean' } } });
if (values.help === true) process.stdout.write(HELP);
else await main(Number(values.rounds));
