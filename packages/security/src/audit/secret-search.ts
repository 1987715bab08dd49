import { normalise } from '../passwords/password-text.ts';

/** A shorter secret is only recognised as a whole text: searching for it within others would blank half the trail. */
const SHORTEST_SEARCHED = 8;
/** Encodings are undone in this much of a text, which is more than the kept part. */
const MAX_DECODED = 8192;
/** A cookie in a URL is base64 in percent signs. Text with more layers than that is encoded on purpose. */
const DEEPEST = 2;

/**
 * True if the text is one of the secrets, or contains one: as it is, composed, with backslashes, or encoded for a URL, as base64,
 * base64url or hexadecimal. The search decodes the text instead of encoding the secret, so it also finds a secret within a longer encoded
 * text.
 */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  const wanted = [...new Set(secrets.flatMap((secret) => [secret, normalise(secret)]))].filter(Boolean);
  if (wanted.length === 0) return false;
  const texts = [text, ...readingsOf(text.slice(0, MAX_DECODED))];
  return texts.some((reading) => holds(reading, wanted) || holds(normalise(reading), wanted));
}

function holds(text: string, wanted: readonly string[]): boolean {
  return wanted.some((secret) => text === secret || (secret.length >= SHORTEST_SEARCHED && text.includes(secret)));
}

/** The text, and what it becomes when encodings are undone one after another. */
function readingsOf(text: string): ReadonlySet<string> {
  const readings = new Set([text]);
  let latest = [text];
  for (let depth = 0; depth < DEEPEST; depth++) {
    latest = [...new Set(latest.flatMap(decodings))].filter((reading) => !readings.has(reading));
    for (const reading of latest) readings.add(reading);
  }
  return readings;
}

/** Encoded runs: percent signs, hexadecimal, base64, backslashes. If any text might look like one, it must have at least eight bytes. */
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
const HEX = /[0-9a-f]{16,}/gi;
const SPACED_HEX = /(?:[0-9a-f]{2}[ :-]|\\x[0-9a-f]{2}){8,}(?:[0-9a-f]{2})?/gi;
const BASE64 = /[A-Za-z0-9+/_-]{11,}/g;
const BACKSLASH = /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(["'/\\]))/gi;

function decodings(text: string): string[] {
  const isForm = text.includes('+');
  return [
    ...[text, ...(isForm ? [text.replaceAll('+', ' ')] : [])].map((spaced) => spaced.replace(PERCENT, fromPercent)),
    text.replace(BACKSLASH, fromBackslash),
    text.replace(SPACED_HEX, (run) => fromHex(run.replace(/[ :-]|\\x/g, ''))),
    // A run may begin before the encoded text does, with the last letters of its neighbour.
    ...[0, 1].map((start) => text.replace(HEX, (run) => fromHex(run.slice(start)))),
    ...[0, 1, 2, 3].map((start) =>
      text.replace(BASE64, (run) => Buffer.from(run.slice(start), 'base64').toString('utf8')),
    ),
  ];
}

function fromHex(digits: string): string {
  return Buffer.from(digits, 'hex').toString('utf8');
}

function fromPercent(run: string): string {
  return fromHex(run.replaceAll('%', ''));
}

function fromBackslash(all: string, braced?: string, four?: string, two?: string, sign?: string): string {
  const digits = braced ?? four ?? two;
  if (digits === undefined) return sign ?? all;
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : all;
}
