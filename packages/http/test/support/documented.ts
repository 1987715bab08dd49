import type { HttpApi, Operation } from '@orderfolio/http';
import { valueAt } from './reply-checker.ts';

/** A route of the document. */
export interface DocumentedRoute {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The body that the document shows. */
  readonly body: unknown;
  /** The kind of caller whose token it takes. */
  readonly access: 'public' | 'user' | 'admin';
  /** The codes of all problems that the document names. */
  readonly codes: readonly string[];
}

/** The routes under `/v1`, as the document has them. */
export function documentedRoutes({ openApi }: Pick<HttpApi, 'openApi'>): readonly DocumentedRoute[] {
  return Object.entries(openApi.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        body: valueAt(operation, ['requestBody', 'content', 'application/json', 'example']),
        ...problemsOf(openApi, operation),
      })),
    );
}

function problemsOf(
  document: HttpApi['openApi'],
  { security, responses }: Operation,
): Pick<DocumentedRoute, 'access' | 'codes'> {
  const codes = Object.values(responses).flatMap((response) => {
    const reference = valueAt(response, ['$ref']);
    const found = typeof reference === 'string' ? valueAt(document, reference.split('/').slice(1)) : response;
    return Object.keys(valueAt(found, ['content', 'application/problem+json', 'examples']) ?? {});
  });
  const ofToken = codes.includes('ACCESS_DENIED') ? 'admin' : 'user';
  return { codes, access: security.length === 0 ? 'public' : ofToken };
}
