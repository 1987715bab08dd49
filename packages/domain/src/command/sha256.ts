/** The first 32 bits of the fractional parts of the square roots, and of the cube roots, of the first primes. Source: FIPS 180-4. */
const ROOTS = Array.from({ length: 64 }, (_, index) => primeAt(index));
const START = Int32Array.from(ROOTS.slice(0, 8), (prime) => fractionOf(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(ROOTS, (prime) => fractionOf(Math.cbrt(prime)));

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

const words = new Int32Array(BLOCK_BYTES);

/**
 * The SHA-256 of a text of ASCII characters, as 64 hexadecimal digits. It is synchronous, unlike the web's own, since a decision waits
 * for nothing. Do not use it for secrets: its duration may depend on the text.
 */
export function sha256Of(text: string): string {
  const message = padded(text);
  const state = START.slice();
  for (let offset = 0; offset < message.byteLength; offset += BLOCK_BYTES) compress(state, message, offset);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The text, a one bit, zeros, and its length in bits: whole blocks. */
function padded(text: string): DataView {
  const blocks = Math.ceil((text.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const message = new DataView(new ArrayBuffer(blocks * BLOCK_BYTES));
  for (let index = 0; index < text.length; index++) message.setUint8(index, text.charCodeAt(index));
  message.setUint8(text.length, 0x80);
  message.setBigUint64(message.byteLength - LENGTH_BYTES, BigInt(text.length) * 8n);
  return message;
}

function compress(state: Int32Array, message: DataView, offset: number): void {
  for (let index = 0; index < 16; index++) words[index] = message.getInt32(offset + index * 4);
  for (let index = 16; index < 64; index++) {
    const early = at(words, index - 15);
    const late = at(words, index - 2);
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[index] = at(words, index - 16) + first + at(words, index - 7) + second;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const choice = (e & f) ^ (~e & g);
    const one =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + at(ROUNDS, index) + at(words, index)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
}

/** The word rotated to the right. */
function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function at(array: Int32Array, index: number): number {
  return array[index] ?? 0;
}

function fractionOf(root: number): number {
  return ((root % 1) * 2 ** 32) | 0;
}

function primeAt(index: number): number {
  let found = -1;
  for (let number = 2; ; number++) {
    if (isPrime(number)) found += 1;
    if (found === index) return number;
  }
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}
