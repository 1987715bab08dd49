import { holdsSecret } from './secret-search.ts';

const REDACTED = '[REDACTED]';
/** This is enough to tell clients apart. The rest is cut. */
const MAX_TEXT = 256;
/** The part of a text that is searched for patterns. It is longer than the kept part, so that a secret at the cut is seen whole. */
const MAX_SEARCHED = 8192;

/** A value after its name: in quotes, or up to the next sign that ends one. The text may also be encoded for a URL. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|(?:(?!%26|%3b|%22)[^\s,;&"'])+)`;
const EQUALS = String.raw`(?:["']|%22)?\s*(?:[=:]|%3[ad])\s*`;
const LINE = String.raw`(?:"[^"\r\n]*"|[^\r\n]*)`;
const NAMES = [
  'passw(?:or)?[dt]|passphrase|passcode|pwd|secret|token|jwt|credentials?',
  '(?:api|access|private)[_-]?key|sess(?:ion)?(?:[_-]?id)?',
].join('|');
/** Names that are so short that other words end with them: `bypass`, `side`. */
const SHORT_NAMES = `(?<![a-z])(?:pass|pw|pin|otp|sid|auth)`;

/** Patterns of secrets, whoever sent them. `$1` is kept. */
const SECRET_PATTERNS: readonly RegExp[] = [
  /eyJ[\w-]*(?:\.[\w-]*){0,4}/g,
  /of[rm](?:\.[\w-]+)+/g,
  /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----.*/gs,
  new RegExp(String.raw`\b(?:proxy-)?authorization${EQUALS}${LINE}`, 'gi'),
  new RegExp(String.raw`\b(?:set-)?cookie${EQUALS}${LINE}`, 'gi'),
  /\b(?:bearer|basic|negotiate|ntlm|dpop)\s+[^\s,;]+/gi,
  /\bdigest\s+\w+=[^\r\n]*/gi,
  new RegExp(`(?:${NAMES}|${SHORT_NAMES})${EQUALS}${VALUE}`, 'gi'),
  new RegExp(`[a-z](?:Pass|Pwd|Pw|Pin|Otp|Sid)${EQUALS}${VALUE}`, 'g'),
];

/** The user and the password in front of a host, in a URL or without its scheme. The host is kept. */
const USERINFO: readonly RegExp[] = [
  /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#:@]*:[^\s/?#]*(?=@)/gi,
  /(?<![\w.+%-])()(?!mailto:)[\w.+%-]{1,64}:[^\s@/]{1,256}(?=@[\w[])/gi,
];

/** Characters that forge lines or hide text: control and format characters, line and paragraph separators, unpaired surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text of a client, made fit for a record: it has no secret, is not too long, and shows each control character as its code. */
export function redact(text: string, secrets: readonly string[]): string {
  if (holdsSecret(text, secrets)) return REDACTED;
  let safe = text.slice(0, MAX_SEARCHED);
  for (const pattern of SECRET_PATTERNS) safe = safe.replace(pattern, REDACTED);
  for (const pattern of USERINFO) safe = safe.replace(pattern, `$1${REDACTED}`);
  safe = safe.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  // The replacements may have exposed or formed another secret, so the text is searched once more.
  if (holdsSecret(safe, secrets)) return REDACTED;
  return safe.length > MAX_TEXT ? `${safe.slice(0, MAX_TEXT)}…` : safe;
}
