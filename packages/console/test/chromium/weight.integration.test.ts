import { expect, test } from 'vitest';
import { startConsole } from '../support/service.ts';
import { hasChromium, useVisitors } from '../support/visitors.ts';

const { visit } = useVisitors();
/** All that a browser gets before somebody logs in, as it is sent, with its headers. */
const MOST_BYTES = 150_000;

test.skipIf(!hasChromium)('a browser gets less than 150 kB, and nothing twice', async () => {
  await using service = await startConsole();
  const { page, received } = await visit(service.console);
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  const bytes = await received();
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(new Set(service.asked).size).toBe(service.asked.length);
  const first = service.asked.length;
  await page.reload();
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  // Script and style sheet have their hashes in their names: they are not asked for again.
  expect(service.asked.slice(first).filter((asked) => /main-/.test(asked))).toEqual([]);
});
