import type { OpenApiDocument, Operation } from '@orderfolio/http';
import fc, { type Arbitrary } from 'fast-check';
import { valueAt } from '../support/reply-checker.ts';
import { arbitraryOf } from './arbitraries.ts';

/** The sender of a request. */
export type Sender = 'admin' | 'alice' | 'bob' | 'nobody' | 'forger';

/** A request that the document suggests, valid or broken. A name in braces stands for a known name, by its number. */
export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly sender: Sender;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A new value, or one that a reply has shown. */
export type Parameter = { readonly text: string } | { readonly known: number };

export function randomRequests(document: OpenApiDocument): Arbitrary<RandomRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestOf(document, method.toUpperCase(), path, operation)),
  );
  return fc.oneof(...operations);
}

function requestOf(
  document: OpenApiDocument,
  method: string,
  path: string,
  operation: Operation,
): Arbitrary<RandomRequest> {
  const { parameters = [] } = operation;
  const schemasIn = (where: string): [string, unknown][] =>
    parameters.filter((parameter) => parameter.in === where).map(({ name, schema }) => [name, schema]);
  const body = valueAt(operation, ['requestBody', 'content', 'application/json', 'schema']);
  return fc.record({
    method: fc.constant(method),
    path: fc.constant(path),
    sender: fc.constantFrom<Sender>('admin', 'admin', 'alice', 'alice', 'bob', 'nobody', 'forger'),
    parameters: someOf(schemasIn('path'), (schema) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.nat(50).map((known) => ({ known })) },
        { weight: 1, arbitrary: arbitraryOf(schema, document).map((text) => ({ text: String(text) })) },
        { weight: 1, arbitrary: fc.string({ minLength: 1, unit: 'binary' }).map((text) => ({ text })) },
      ),
    ),
    query: fc.oneof(
      { weight: 4, arbitrary: someOf(schemasIn('query'), (schema) => arbitraryOf(schema, document)) },
      { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }) },
    ),
    headers: someOf(schemasIn('header'), () => fc.stringMatching(/^key-[0-9]$/)),
    body: body === undefined ? fc.constant(undefined) : bodyOf(arbitraryOf(body, document)),
  });
}

/** Some of the named values. */
function someOf<Value>(
  schemas: readonly [string, unknown][],
  arbitrary: (schema: unknown) => Arbitrary<Value>,
): Arbitrary<Record<string, Value>> {
  const pairs = schemas.map(([name, schema]) =>
    fc.oneof(
      arbitrary(schema).map((value): [string, Value][] => [[name, value]]),
      fc.constant<[string, Value][]>([]),
    ),
  );
  return fc.tuple(...pairs).map((given) => Object.fromEntries(given.flat()));
}

/** Mostly as the document says. Otherwise with a broken field, or something entirely different. */
function bodyOf(whole: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 8, arbitrary: whole },
    {
      weight: 2,
      arbitrary: fc.tuple(whole, fc.nat(20), fc.jsonValue()).map(([body, which, value]) => broken(body, which, value)),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => ({ raw: text })) },
  );
}

function broken(body: unknown, which: number, value: unknown): unknown {
  if (typeof body !== 'object' || body === null) return value;
  const names = [...Object.keys(body), 'surprise'];
  return { ...body, [names[which % names.length] ?? 'surprise']: value };
}
