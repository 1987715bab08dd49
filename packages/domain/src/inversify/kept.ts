/**
 * A value that is made once. A singleton of a container keeps a promise that was rejected, for ever; here what has failed is made
 * again the next time.
 */
export class Kept<Value> {
  #value: Value | undefined;

  get(make: () => Value): Value {
    this.#value ??= make();
    return this.#value;
  }
}
