/** So many issues are listed in one error. */
export const MAX_ISSUES = 20;

/** What breaks logs and terminals, or deceives who reads them: controls, marks of direction, lone surrogates, line separators. */
const UNSHOWABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text of a caller's, or of a driver's, as it may stand in an error: printable, and at most `max` characters long. */
export function shown(given: unknown, max: number): string {
  const text = typeof given === 'string' ? given : typeof given;
  const cut = text.length > max ? `${text.slice(0, max - 1)}…` : text;
  return cut.replace(UNSHOWABLE, '\u{FFFD}');
}
