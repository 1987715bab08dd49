import * as z from 'zod';
import { ValidationError } from '../../errors/validation-error.ts';
import type { EntityRecord } from '../../ports/bulk-loader.ts';
import { parse } from '../../validation/parse.ts';
import { sha256, timestamp, ulid } from '../../validation/schemas.ts';
import { recordIn } from './record-line.ts';

/** Raise it when a release can no longer read what the one before wrote. */
const VERSION = 1;

const headerSchema = z.strictObject({
  orderfolio: z.literal('export'),
  version: z.literal(VERSION),
  /** Tells this export from any other. */
  id: ulid,
  /** When it began. */
  at: timestamp,
  /** The name of the store that it is of. */
  from: sha256,
});
const placeSchema = z.strictObject({ part: z.string(), after: z.string().optional() });
const endSchema = z.strictObject({ records: z.int().min(0), digest: sha256 });

/** The first line: what the file is. */
export type Header = Omit<z.output<typeof headerSchema>, 'orderfolio' | 'version'>;
/** A line after some records: how far a part of the store was read. Only an export that is resumed needs it. */
export type Place = z.output<typeof placeSchema>;
/** The last line: the number of records, and the sum of the SHA-256 of their lines. */
export type End = z.output<typeof endSchema>;

/** A line that was read. */
export type Line =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'record'; readonly record: EntityRecord }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'end'; readonly end: End };

export function headerLine({ id, at, from }: Header): string {
  return JSON.stringify({ orderfolio: 'export', version: VERSION, id, at, from });
}

export function placeLine(place: Place): string {
  return JSON.stringify({ place });
}

export function endLine(end: End): string {
  return JSON.stringify({ end });
}

/** Reads a line. VALIDATION_FAILED, naming the field, or the line itself. */
export function readLine(text: string): Line {
  const line = objectIn(text);
  const { place, end } = line;
  if ('orderfolio' in line) return { kind: 'header', header: readHeader(line) };
  if (place !== undefined) return { kind: 'place', place: parse(placeSchema, place, 'place') };
  if (end !== undefined) return { kind: 'end', end: parse(endSchema, end, 'end') };
  return { kind: 'record', record: recordIn(line) };
}

function readHeader(line: Readonly<Record<string, unknown>>): Header {
  const { version } = line;
  if (version !== VERSION)
    throw new ValidationError({
      field: 'version',
      rule: `is ${JSON.stringify(version)}, and this release reads ${VERSION}`,
    });
  return parse(headerSchema, line, 'header');
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  const parsed = jsonIn(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new ValidationError({ field: LINE, rule: 'must be a JSON object' });
  return { ...parsed };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new ValidationError({ field: LINE, rule: 'is not JSON' }), { cause });
  }
}

/** The field of an error about a line as a whole. */
export const LINE = 'line';
