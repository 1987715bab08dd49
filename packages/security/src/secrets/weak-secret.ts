import { deflateRawSync } from 'node:zlib';

/** Random text has more in any notation: 32 hexadecimal digits have about 13, and 40 decimal digits have all ten. */
const FEWEST_DIFFERENT_BYTES = 6;
/** 128 random bits deflate to some 30 bytes, as text or not. Text that people make up deflates to far fewer. */
const SMALLEST_DEFLATED = 24;

/** Text that people write in place of a random secret: words, placeholders, runs of the alphabet and of the keyboard. */
const FAMILIAR = `
  password passphrase passwort secret secrets supersecret topsecret shared private public secure insecure security signing
  signature sign key keys token tokens jwt json web access refresh bearer auth authentication authorization login session
  cookie pepper salt audit chain service server client api app application user users admin administrator root guest test
  tests testing example sample demo default development production staging local localhost docker change changeme please
  replace replaceme this that with from your yours mine have must should would could will not and the for are was you our
  all one two three four five six seven eight nine ten very long enough least characters bytes bits length random string
  value text here put something only use used using make made never ever do dont tell anyone nobody knows safe strong super
  ultra mega really hello world welcome love letmein iloveyou monkey dragon master football baseball sunshine princess
  shadow qwertyuiop asdfghjkl zxcvbnm 1q2w3e4r5t6y7u8i9o0p qazwsxedcrfvtgbyhnujmikolp correcthorsebatterystaple
  lorem ipsum dolor sit amet foo bar baz trading orderfolio portfolio
  your super secret jwt token with at least 32 characters long your 256 bit secret
  01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba`;

const dictionary = lettersAndDigits(FAMILIAR);

/**
 * Why nobody should sign with this secret: it has few different bytes, its bytes are a sequence, repeat or make up familiar words, or it
 * is a key. Undefined for a random one. A sentence with unknown words is not recognised.
 *
 * A compressor finds all of that at once: bytes that it can write in so few are not random.
 */
export function weaknessOf(secret: Uint8Array): string | undefined {
  if (new Set(secret).size < FEWEST_DIFFERENT_BYTES) return 'is made of few different bytes';
  const text = Buffer.from(secret).toString('latin1');
  // If a public key were the secret, everyone who has the key could sign.
  if (text.includes('-----BEGIN ')) return 'is a key in PEM, not a secret';
  const bytes = /^[\t\r\n -~]*$/.test(text) ? lettersAndDigits(text) : secret;
  const isFamiliar = Math.min(deflatedSize(bytes), deflatedSize(differences(bytes))) < SMALLEST_DEFLATED;
  return isFamiliar ? 'is made of words, a sequence or a repetition' : undefined;
}

function deflatedSize(bytes: Uint8Array): number {
  return deflateRawSync(bytes, { level: 9, dictionary }).length;
}

/** The difference of each byte from the one before. In a sequence, all are equal. */
function differences(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => byte - (bytes[index - 1] ?? 0));
}

function lettersAndDigits(text: string): Uint8Array {
  return Buffer.from(text.toLowerCase().replace(/[^a-z0-9]/g, ''));
}
