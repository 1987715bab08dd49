import type { OpenApiDocument } from '@orderfolio/http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

/** A reply as a client has received it. */
interface ReceivedReply {
  readonly method: string;
  readonly pathname: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Fails unless the document has the reply: its route, its status, its media type, its body and the headers it must have. */
export type ReplyChecker = (reply: ReceivedReply) => void;

const NOT_OF_A_ROUTE = new Set(['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED']);

export function replyChecker(
  document: OpenApiDocument,
  onReply: (what: string) => void = () => undefined,
): ReplyChecker {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  const pathPatterns = Object.keys(document.paths)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
    // What has no parameter is meant first, as by the router.
    .toSorted((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')));

  return ({ method, pathname, status, headers, text }) => {
    const what = `${method} ${pathname} ${status} ${text.slice(0, 500)}`;
    expect(headers.get('x-content-type-options'), what).toBe('nosniff');
    const type = headers.get('content-type')?.split(';')[0];
    if (type === 'application/problem+json' && NOT_OF_A_ROUTE.has(JSON.parse(text).code)) return;

    const path = pathPatterns.find(({ path: known, pattern }) => {
      return pattern.test(pathname) && lowerCased(document.paths[known] ?? {})[method.toLowerCase()] !== undefined;
    })?.path;
    if (path === undefined) throw new Error(`the document has no such route: ${what}`);
    onReply(`${method} ${path} ${status}`);
    const place = resolved(document, ['paths', path, method.toLowerCase(), 'responses', String(status)]);
    if (valueAt(document, place) === undefined) throw new Error(`the document has no such status: ${what}`);
    for (const [name, header] of Object.entries(valueAt(document, [...place, 'headers']) ?? {})) {
      if (JSON.stringify(header).includes('Location') || name === 'X-Request-Id')
        expect(headers.get(name), `${name} of ${what}`).not.toBeNull();
    }
    if (text === '') {
      expect(valueAt(document, [...place, 'content']), what).toBeUndefined();
      return;
    }
    const content = [...place, 'content', type ?? 'no type'];
    if (valueAt(document, content) === undefined)
      throw new Error(`the document has no such media type: ${type} ${what}`);
    if (type === 'text/html') return;
    const pointer = `document#/${[...content, 'schema'].map(pointerWord).join('/')}`;
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
    compiled.set(pointer, validate);
    if (!validate(JSON.parse(text))) throw new Error(`${ajv.errorsText(validate.errors)}: ${what}`);
  };
}

/** Where a value is, or what it refers to. */
function resolved(document: object, place: readonly string[]): readonly string[] {
  const reference = valueAt(document, [...place, '$ref']);
  return typeof reference === 'string' ? reference.split('/').slice(1) : place;
}

function lowerCased(methods: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(methods));
}

function pointerWord(word: string): string {
  return encodeURIComponent(word.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The value under these names, one within the other. */
export function valueAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (within, name) => (typeof within === 'object' && within !== null ? Reflect.get(within, name) : undefined),
    value,
  );
}
