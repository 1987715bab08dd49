import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type ConsoleService, PASSWORD } from './service.ts';

const found = inject('chromium');

/** Whether the tests can run. */
export const hasChromium = 'endpoint' in found;

/** A person in front of the page. */
export interface Visitor {
  readonly page: Page;
  /** What went wrong in the page: an error of a script, a violation of its policy, a dialog, a request to elsewhere. */
  readonly wrongs: readonly string[];
  /** What has gone wrong was what the test wanted. */
  readonly forgive: () => void;
  /** Bytes that the page has got, as they were on the wire. */
  readonly received: () => Promise<number>;
}

/** A browser for the tests of a file. After each test all that was opened is closed, and nothing may have gone wrong in it. */
export function useVisitors(): { readonly visit: (url: string, options?: BrowserContextOptions) => Promise<Visitor> } {
  let browser: Browser | undefined;
  const opened: Visitor[] = [];
  beforeAll(async () => {
    if ('endpoint' in found) browser = await chromium.connect(found.endpoint);
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    const wrongs = opened.flatMap((visitor) => visitor.wrongs);
    for (const { page } of opened.splice(0)) await page.context().close();
    expect(wrongs).toEqual([]);
  });
  return {
    async visit(url, options = {}) {
      if (browser === undefined) throw new Error('There is no browser.');
      const context = await browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      const visitor = watched(page, new URL(url).origin);
      opened.push(visitor);
      await page.goto(url);
      return visitor;
    },
  };
}

function watched(page: Page, origin: string): Visitor {
  let isForgiven = false;
  const wrongs: string[] = [];
  const note = (wrong: string): void => {
    if (!isForgiven) wrongs.push(wrong);
  };
  const sizes: Promise<number>[] = [];
  page.on('pageerror', (error) => note(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    note(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // The browser itself notes each reply of 400 and above. They are part of what is tested.
    const isReply = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isReply) note(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) note(`request: ${request.url()}`);
  });
  page.on('requestfinished', (request) => {
    const size = request
      .sizes()
      .then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize);
    // The page may be closed by then.
    sizes.push(size.catch(() => 0));
  });
  return {
    page,
    wrongs,
    forgive() {
      isForgiven = true;
      wrongs.length = 0;
    },
    received: async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0),
  };
}

/** Fills the login in, and waits for the first page. */
export async function logIn({ page }: Visitor, username: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Log out' }).waitFor();
}

/** Goes to a page of the navigation. */
export async function open({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Opens the console, and logs in. */
export async function visitAs(
  visit: ReturnType<typeof useVisitors>['visit'],
  service: ConsoleService,
  username: string,
  options?: BrowserContextOptions,
): Promise<Visitor> {
  const visitor = await visit(service.console, options);
  await logIn(visitor, username);
  return visitor;
}
