import { isIPv6 } from 'node:net';
import { parse } from '@orderfolio/domain/adapter';
import * as z from 'zod';

const HEXTETS = 8;
const NETWORK_HEXTETS = 4;
/** The beginning of an IPv4 address that is written as IPv6. */
const MAPPED = '0:0:0:0:0:ffff';

/** The address, or the /64 of an IPv6 address: one client has all of a /64. VALIDATION_FAILED for input that is not text. */
export function networkOf(given: string): string {
  const address = parse(z.string(), given, 'address');
  const [plain = address] = address.split('%');
  if (!isIPv6(plain)) return plain;
  const hextets = hextetsOf(plain);
  const isMapped = hextets.slice(0, 6).map(hexadecimal).join(':') === MAPPED;
  if (isMapped) return hextets.slice(6).flatMap(octetsOf).join('.');
  return hextets.slice(0, NETWORK_HEXTETS).map(hexadecimal).join(':');
}

/** The eight numbers of an IPv6 address. The last two may be written as IPv4. */
function hextetsOf(address: string): readonly number[] {
  const [before = [], after] = address.split('::').map(numbersOf);
  if (after === undefined) return before;
  const zeros = Array.from({ length: HEXTETS - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after];
}

function numbersOf(part: string): readonly number[] {
  return part.split(':').flatMap((word) => {
    if (word === '') return [];
    const [a, b, c, d] = word.split('.').map(Number);
    if (a === undefined || b === undefined || c === undefined || d === undefined) return [Number.parseInt(word, 16)];
    return [a * 256 + b, c * 256 + d];
  });
}

const hexadecimal = (hextet: number): string => hextet.toString(16);
const octetsOf = (hextet: number): readonly number[] => [hextet >> 8, hextet & 255];
