import { describe, expect, test } from 'vitest';
import { Progress } from '../src/progress.ts';
import { Screen } from '../src/screen.ts';
import { tableLines } from '../src/table.ts';

/** A terminal or a pipe that keeps what is written to it. */
function output(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

function stoppedClock() {
  let now = 0;
  return {
    now: () => new Date(now),
    advance(milliseconds: number) {
      now += milliseconds;
    },
  };
}

describe('the progress bar', () => {
  test('appears after a second, on one line that it rewrites', () => {
    const terminal = output(true);
    const clock = stoppedClock();
    const progress = new Progress(terminal, clock);
    clock.advance(999);
    progress.update(1, 4);
    expect(terminal.written).toEqual([]);
    clock.advance(1);
    progress.update(2, 4);
    expect(terminal.written).toEqual([`\r\u001B[K[${'#'.repeat(20)}${'.'.repeat(20)}] day 2 of 4`]);
  });

  test('is drawn at most ten times a second', () => {
    const terminal = output(true);
    const clock = stoppedClock();
    const progress = new Progress(terminal, clock);
    clock.advance(1_000);
    for (let day = 1; day <= 100; day++) {
      progress.update(day, 100);
      clock.advance(10);
    }
    expect(terminal.written).toHaveLength(10);
  });

  test('makes way for a line of the story', () => {
    const terminal = output(true);
    const clock = stoppedClock();
    const progress = new Progress(terminal, clock);
    const screen = new Screen(terminal, () => progress.clear());
    clock.advance(1_000);
    progress.update(1, 2);
    screen.print('a line', 'and another');
    expect(terminal.written.slice(1)).toEqual(['\r\u001B[K', 'a line\n', 'and another\n']);
  });

  test('writes nothing into a pipe', () => {
    const pipe = output(false);
    const clock = stoppedClock();
    const progress = new Progress(pipe, clock);
    clock.advance(10_000);
    progress.update(1, 2);
    progress.clear();
    expect(pipe.written).toEqual([]);
  });
});

test('a line of more than 80 columns is folded between words', () => {
  const pipe = output(false);
  new Screen(pipe, () => undefined).print(`${'word '.repeat(20)}end`);
  expect(pipe.written).toEqual([`${'word '.repeat(16).trim()}\n`, `    ${'word '.repeat(4)}end\n`]);
});

test('a word of more than 80 columns is cut', () => {
  const pipe = output(false);
  new Screen(pipe, () => undefined).print('9'.repeat(200));
  expect(pipe.written.map((line) => line.length - 1)).toEqual([80, 80, 48]);
});

test('a table stands text left and amounts right', () => {
  const columns = [
    { title: 'What', align: 'left' },
    { title: 'USD', align: 'right' },
  ] as const;
  expect(
    tableLines(columns, [
      ['Deposit', '1,000.00'],
      ['Fee', '-0.50'],
    ]),
  ).toEqual(['What          USD', '-----------------', 'Deposit  1,000.00', 'Fee         -0.50']);
});
