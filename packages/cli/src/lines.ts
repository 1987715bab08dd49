import { addAbortSignal, type Readable } from 'node:stream';

/** The lines of a stream as they come, until it ends or `stop` is aborted. The last one may have no line break. */
export async function* linesOf(input: Readable, stop: AbortSignal): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of addAbortSignal(stop, input.setEncoding('utf8'))) {
      const lines = (rest + String(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    // After a stop, nobody needs the rest or its errors.
    if (stop.aborted) return;
    throw error;
  }
  if (rest !== '') yield rest;
}
