import { expect, test, vi } from 'vitest';
import { withTemporaryStore } from '../src/temporary-store.ts';
import { run, useFolders } from './fixtures.ts';

const folders = useFolders();

test('the temporary folder is there during the story, and gone afterwards', async () => {
  const during: (readonly string[])[] = [];
  await run([], {
    withStore: (clock, work) =>
      withTemporaryStore(clock, async (store) => {
        during.push(await folders.leftBehind());
        return work(store);
      }),
  });
  expect(during).toEqual([[expect.stringMatching(/^orderfolio-demo-/)]]);
  expect(await folders.leftBehind()).toEqual([]);
});

test('a story that breaks off takes the temporary folder with it', async () => {
  const breakingOff = run([], {
    stdout: {
      write(line) {
        if (line.includes('deposits')) throw new Error('the printer is on fire');
      },
    },
  });
  await expect(breakingOff).rejects.toThrow('the printer is on fire');
  expect(await folders.leftBehind()).toEqual([]);
});

test('a folder for temporary files that cannot be used is named in one line', async () => {
  vi.stubEnv('TMPDIR', '/there/is/none');
  const { exitCode, errors } = await run([]).finally(() => vi.unstubAllEnvs());
  expect({ exitCode, errors }).toEqual({
    exitCode: 2,
    errors: 'demo: no folder can be made in /there/is/none, the folder for temporary files (TMPDIR): ENOENT\n',
  });
});

test('an interruption ends the story between two days, with exit code 130', async () => {
  const interruption = new AbortController();
  const lines: string[] = [];
  const { exitCode, errors } = await run([], {
    signal: interruption.signal,
    stdout: {
      write(line) {
        lines.push(line);
        if (line.includes('bruno_trend  sells')) interruption.abort();
      },
    },
  });
  expect({ exitCode, errors }).toEqual({ exitCode: 130, errors: '' });
  expect(lines.at(-1)).toMatch(/^2026-01-21 .* sells/);
  expect(await folders.leftBehind()).toEqual([]);
});
