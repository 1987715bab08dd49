import { asciiOf } from '../../command/canonical.ts';
import { sha256Of } from '../../command/sha256.ts';

/** Digests are sums modulo this. */
const MODULUS = 1n << 256n;

/**
 * The sum of the SHA-256 of lines: two sets of lines have the same digest if they are the same, in whatever order they were added. A sum,
 * unlike an exclusive or, also tells a line that was added twice. It guards against faults, not against forgers.
 */
export class Digest {
  #sum: bigint;

  /** Goes on from a digest as text. */
  constructor(text = '0') {
    this.#sum = BigInt(`0x${text}`);
  }

  add(line: string): void {
    this.include(sha256Of(asciiOf(line)));
  }

  /** Adds what another digest has, as text. */
  include(text: string): void {
    this.#sum = (this.#sum + BigInt(`0x${text}`)) % MODULUS;
  }

  /** 64 hexadecimal digits. */
  get text(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
