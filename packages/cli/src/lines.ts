import { addAbortSignal, type Readable } from 'node:stream';

/** The lines of a stream as they come, until it ends or is to stop. The last one may have no line break. */
export async function* linesOf(input: Readable, stop: AbortSignal): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of addAbortSignal(stop, input.setEncoding('utf8'))) {
      const lines = (rest + String(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    // Whoever asked to stop does not care what was still to be read.
    if (stop.aborted) return;
    throw error;
  }
  if (rest !== '') yield rest;
}
