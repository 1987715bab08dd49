/** As JSON has it: amounts are texts, and what is undefined is not there. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
