/** The most issues that one error lists. */
export const MAX_ISSUES = 20;

/** Characters that break logs and terminals, or deceive their readers: controls, directional marks, lone surrogates, line separators. */
const UNSHOWABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The text of a caller or a driver, made fit for an error: printable, and at most `max` characters long. */
export function shown(given: unknown, max: number): string {
  const text = typeof given === 'string' ? given : typeof given;
  const cut = text.length > max ? `${text.slice(0, max - 1)}…` : text;
  return cut.replace(UNSHOWABLE, '\u{FFFD}');
}
