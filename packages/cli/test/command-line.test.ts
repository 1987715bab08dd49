import { expect, test } from 'vitest';
import { commandLine, withOption } from '../src/command-line.ts';

test('a command line is what a shell reads as these arguments', () => {
  const args = [
    'export',
    'all of it.ndjson',
    '--store',
    'sqlite:/tmp/a b.db',
    "it's",
    '--endpoint=http://127.0.0.1:8000',
    '',
  ];
  expect(commandLine(args)).toBe(
    String.raw`orderfolio export 'all of it.ndjson' --store 'sqlite:/tmp/a b.db' 'it'\''s' --endpoint=http://127.0.0.1:8000 ''`,
  );
});

test('an option takes the place of an earlier one of its name, with its value', () => {
  const store = ['--store', 'sqlite:a.db'];
  expect(withOption(['copy', '--resume', ...store], '--resume')).toEqual(['copy', ...store, '--resume']);
  for (const earlier of [['--cursor', 'old'], ['--cursor=old']])
    expect(withOption(['reconcile', ...earlier, ...store], '--cursor', 'new')).toEqual([
      'reconcile',
      ...store,
      '--cursor',
      'new',
    ]);
});
