/**
 * A value that is made once. A singleton of a container would keep a rejected promise for ever. Here the next call makes the value again
 * after a failure.
 */
export class Kept<Value> {
  #value: Value | undefined;

  get(make: () => Value): Value {
    this.#value ??= make();
    return this.#value;
  }
}
