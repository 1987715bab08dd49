/** Resolves in the next turn of the event loop: whoever is ready now goes first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
