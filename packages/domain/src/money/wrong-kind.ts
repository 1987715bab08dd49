/** The rule that a value breaks if it is neither text nor a Decimal of any copy of this package. */
export function ruleOfKind(value: unknown): string {
  if (value === undefined) return 'is required';
  try {
    if (typeof value === 'object' && value !== null && 'then' in value) return 'is a promise: await it first';
    return `must be a decimal string such as "0.01", not ${kindOf(value)}`;
  } catch (_refusal) {
    return 'cannot be read';
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return 'a number (numbers lose digits)';
  if (typeof value !== 'object') return `a ${typeof value}`;
  return isForeignBig(value) ? 'a Big of another constructor (it may come from a number): give its text' : 'an object';
}

function isForeignBig(value: object): boolean {
  return 'c' in value && 'e' in value && 's' in value;
}
