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
/** Any other header of the document may be there too. */
const ALWAYS_SENT = new Set(['X-Request-Id', 'Location', 'Retry-After', 'WWW-Authenticate']);

export function replyChecker(
  document: OpenApiDocument,
  onReply: (what: string) => void = () => undefined,
): ReplyChecker {
  const validatorOf = validatorsOf(document);
  const pathOf = pathFinder(document);

  function checkHeaders(place: readonly string[], headers: Headers, what: string): void {
    for (const name of Object.keys(valueAt(document, [...place, 'headers']) ?? {})) {
      const value = headers.get(name);
      if (ALWAYS_SENT.has(name)) expect(value, `${name} of ${what}`).not.toBeNull();
      if (value === null) continue;
      const schema = [...resolved(document, [...place, 'headers', name]), 'schema'];
      expect(validatorOf(schema)(value), `${name}: ${value} of ${what}`).toBe(true);
    }
  }

  function checkBody(place: readonly string[], type: string, text: string, what: string): void {
    const content = [...place, 'content', type];
    if (valueAt(document, content) === undefined)
      throw new Error(`the document has no such media type: ${type} ${what}`);
    if (type === 'text/html') return;
    if (type === 'text/event-stream') {
      checkEvents(content, text, what);
      return;
    }
    const validate = validatorOf([...content, 'schema']);
    const body: unknown = JSON.parse(text);
    if (!validate(body)) throw new Error(`${JSON.stringify(validate.errors)}: ${what}`);
    if (type === 'application/problem+json') expect(unknownFactsOf(document, body), what).toEqual([]);
  }

  function checkEvents(content: readonly string[], text: string, what: string): void {
    const validate = validatorOf([...content, 'schema', 'contentSchema']);
    for (const [, name = '', data = ''] of text.matchAll(/^event: (.*)\ndata: (.*)$/gm))
      if (name !== 'END' && name !== 'MISSED' && !validate(JSON.parse(data)))
        throw new Error(`${JSON.stringify(validate.errors)}: ${what}`);
  }

  return ({ method, pathname, status, headers, text }) => {
    const what = `${method} ${pathname} ${status} ${text.slice(0, 500)}`;
    expect(headers.get('x-content-type-options'), what).toBe('nosniff');
    const type = headers.get('content-type')?.split(';')[0] ?? 'no type';
    if (type === 'application/problem+json' && NOT_OF_A_ROUTE.has(JSON.parse(text).code)) return;

    const path = pathOf(method, pathname);
    if (path === undefined) throw new Error(`the document has no such route: ${what}`);
    onReply(`${method} ${path} ${status}`);
    const place = resolved(document, ['paths', path, method.toLowerCase(), 'responses', String(status)]);
    if (valueAt(document, place) === undefined) throw new Error(`the document has no such status: ${what}`);
    checkHeaders(place, headers, what);
    if (text === '') expect(valueAt(document, [...place, 'content']), what).toBeUndefined();
    else checkBody(place, type, text, what);
  };
}

/** The members of a problem that its schema does not know. */
function unknownFactsOf(document: OpenApiDocument, problem: unknown): readonly string[] {
  const name = String(valueAt(problem, ['code'])).replaceAll(
    /([A-Z])([A-Z]*)_?/g,
    (_all, first: string, rest: string) => first + rest.toLowerCase(),
  );
  const known = [
    valueAt(document, ['components', 'schemas', 'Problem', 'properties']),
    valueAt(document, ['components', 'schemas', `${name}Problem`, 'allOf', '1', 'properties']),
  ].flatMap((properties) => Object.keys(properties ?? {}));
  return Object.keys(Object(problem)).filter((member) => !known.includes(member));
}

/** The validator of the schema at a place of the document, made once. */
function validatorsOf(document: OpenApiDocument): (place: readonly string[]) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  return (place) => {
    const pointer = `document#/${place.map(pointerWord).join('/')}`;
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
    compiled.set(pointer, validate);
    return validate;
  };
}

/** The path of the document that a request was for, among the paths with its method. */
function pathFinder({ paths }: OpenApiDocument): (method: string, pathname: string) => string | undefined {
  const patterns = Object.entries(paths).map(([path, operations]) => ({
    path,
    methods: Object.keys(operations),
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  // A path without a parameter comes first, as in the router.
  const ordered = patterns.toSorted((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')));
  return (method, pathname) =>
    ordered.find(({ pattern, methods }) => pattern.test(pathname) && methods.includes(method.toLowerCase()))?.path;
}

/** The value, or the one that it refers to. */
function resolved(document: object, place: readonly string[]): readonly string[] {
  const reference = valueAt(document, [...place, '$ref']);
  return typeof reference === 'string' ? reference.split('/').slice(1) : place;
}

function pointerWord(word: string): string {
  return encodeURIComponent(word.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The value under these nested names. */
export function valueAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (within, name) => (typeof within === 'object' && within !== null ? Reflect.get(within, name) : undefined),
    value,
  );
}
