import { normalise } from '../passwords/password-text.ts';

const REDACTED = '[REDACTED]';
/** Enough to tell clients apart; what follows is cut. */
const MAX_TEXT = 256;
/** Patterns are looked for in this much of a text: more than is kept, so that a secret at the cut is seen whole. */
const MAX_SEARCHED = 8192;
/** Shorter secrets are only recognised as a whole text: found within others they would blank half the trail. */
const SHORTEST_SEARCHED = 8;

/** What is a secret by its looks, whoever sent it. */
const SECRET_PATTERNS: readonly RegExp[] = [
  /eyJ[\w-]*(?:\.[\w-]*){0,4}/g,
  /ofr(?:\.[\w-]+)+/g,
  /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----.*/gs,
  /\b(?:bearer|basic)\s+[^\s,;]+/gi,
  /(?:passw(?:or)?d|pwd|secret|token|api[_-]?key|authorization)["']?\s*[=:]\s*["']?[^\s,;&"']+/gi,
];

/** Control and format characters, line and paragraph separators, unpaired surrogates: what forges lines or hides text. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from a client as it may stand in a record: no secret, no control character (each is shown as its code), not too long. */
export function redact(text: string, secrets: readonly string[]): string {
  if (holdsSecret(text, secrets)) return REDACTED;
  let safe = text.slice(0, MAX_SEARCHED);
  for (const pattern of SECRET_PATTERNS) safe = safe.replace(pattern, REDACTED);
  safe = safe.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  // Once more: what was replaced may have left, or made, a text that it was not before.
  if (holdsSecret(safe, secrets)) return REDACTED;
  return safe.length > MAX_TEXT ? `${safe.slice(0, MAX_TEXT)}…` : safe;
}

/** True if the text is one of the secrets, or contains one, as it is, composed or percent-encoded. */
function holdsSecret(text: string, secrets: readonly string[]): boolean {
  const texts = [text, normalise(text)];
  return secrets.flatMap(formsOf).some((secret) => {
    const searched = secret.length >= SHORTEST_SEARCHED;
    return texts.some((candidate) => candidate === secret || (searched && candidate.includes(secret)));
  });
}

function formsOf(secret: string): string[] {
  if (secret === '') return [];
  const forms = [secret, normalise(secret)];
  if (!/\p{Cs}/u.test(secret)) forms.push(encodeURIComponent(secret));
  return forms;
}
