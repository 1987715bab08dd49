interface Line {
  /** Settles with the last task of the line. */
  tail: Promise<unknown>;
  /** The tasks that have not settled. */
  length: number;
}

/** Runs the tasks of one key one after another, and those of different keys side by side. */
export class TaskQueue {
  readonly #lines = new Map<string, Line>();

  /** Runs the task once every earlier task of this key has settled; settles as it does. */
  async run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(key) ?? { tail: Promise.resolve(), length: 0 };
    const current = line.length === 0 ? task() : line.tail.then(task, task);
    line.tail = current;
    line.length += 1;
    this.#lines.set(key, line);
    try {
      return await current;
    } finally {
      line.length -= 1;
      if (line.length === 0) this.#lines.delete(key);
    }
  }

  /** How many tasks of this key wait for the one that runs. */
  waiting(key: string): number {
    const { length } = this.#lines.get(key) ?? { length: 0 };
    return Math.max(0, length - 1);
  }
}
