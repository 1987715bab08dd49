/** Resolves in the next turn of the event loop, after all work that is ready now. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
