/** As JSON has it: amounts are texts, and undefined fields are absent. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
