import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ConfigurationInvalidError } from '@orderfolio/domain';

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly variants: Readonly<Record<'identity' | 'gzip', Variant>>;
  /** Its name changes with its contents. */
  readonly isHashed: boolean;
}

interface Variant {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The entity tag of RFC 9110, with its quotes: another one for each encoding. */
  readonly tag: string;
}

const FOLDER = new URL('../dist/page/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The files by their names. CONFIGURATION_INVALID if they have not been built. */
export function readPage(folder: URL = FOLDER): ReadonlyMap<string, PageFile> {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFile(name, folder)]));
  } catch (cause) {
    const rule = 'must have been built with its page: run pnpm build';
    throw new ConfigurationInvalidError({ field: '@orderfolio/console', rule }, { cause });
  }
}

function readFile(name: string, folder: URL): PageFile {
  const type = TYPES[extname(name)];
  if (type === undefined) throw new TypeError(`no media type is known for ${name}`);
  const bytes = readFileSync(new URL(name, folder));
  return {
    type,
    variants: { identity: variantOf(bytes), gzip: variantOf(gzipSync(bytes, { level: 9 })) },
    isHashed: /-[A-Z0-9]{8}\.\w+$/.test(name),
  };
}

function variantOf(contents: Uint8Array): Variant {
  const bytes = new Uint8Array(contents);
  return { bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` };
}
