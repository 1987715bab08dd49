/** Runs the tasks of one key one after another, and those of different keys side by side. */
export class TaskQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs the task once every earlier task of this key has settled; settles as it does. */
  async run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const earlier = this.#tails.get(key);
    const current = earlier === undefined ? task() : earlier.then(task, task);
    this.#tails.set(key, current);
    try {
      return await current;
    } finally {
      if (this.#tails.get(key) === current) this.#tails.delete(key);
    }
  }
}
