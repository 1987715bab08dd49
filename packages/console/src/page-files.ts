import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  /** The entity tag of RFC 9110, with its quotes. */
  readonly tag: string;
  /** Its name changes with its contents. */
  readonly isHashed: boolean;
}

const FOLDER = new URL('../dist/page/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The files by their names. Throws the error of the file system if they have not been built. */
export function readPage(): ReadonlyMap<string, PageFile> {
  return new Map(readdirSync(FOLDER).map((name) => [name, readFile(name)]));
}

function readFile(name: string): PageFile {
  const type = TYPES[extname(name)];
  if (type === undefined) throw new TypeError(`no media type is known for ${name}`);
  const bytes = new Uint8Array(readFileSync(new URL(name, FOLDER)));
  return {
    type,
    bytes,
    zipped: new Uint8Array(gzipSync(bytes, { level: 9 })),
    tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
    isHashed: /-[A-Z0-9]{8}\.\w+$/.test(name),
  };
}
