import type { OpenApiDocument, Operation } from '../openapi/document.ts';
import { valueAt } from '../value-at.ts';
import { code, text } from './text.ts';

/** An operation, and where it is. */
export interface Placed extends Operation {
  readonly method: string;
  readonly path: string;
}

/** The article about one operation. */
export function articleOf(operation: Placed, document: OpenApiDocument): string {
  const { operationId, method, path, summary, description, security } = operation;
  return `<article id="${operationId}">
<h3>${text(summary)}</h3>
<p><span class="method">${method}</span> <code>${text(path)}</code>${security.length === 0 ? '' : ' with an access token'}</p>
${description === undefined ? '' : `<p>${text(description)}</p>`}
${parametersOf(operation)}${bodyOf(operation)}${repliesOf(operation, document)}
</article>`;
}

function parametersOf({ parameters = [] }: Placed): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: where, required, description }) =>
      `<tr><td><code>${text(name)}</code></td><td>${where}${required ? '' : ', optional'}</td><td>${text(description)}</td></tr>`,
  );
  return `<h4>Parameters</h4><table>${rows.join('')}</table>`;
}

const JSON_CONTENT = ['content', 'application/json'] as const;

function bodyOf({ requestBody }: Placed): string {
  if (requestBody === undefined) return '';
  const media = valueAt(requestBody, ...JSON_CONTENT);
  return `<h4>Body ${schemaLink(valueAt(media, 'schema'))}</h4>${code(valueAt(media, 'example'))}`;
}

function repliesOf({ responses }: Placed, document: OpenApiDocument): string {
  const shown = Object.entries(responses).map(([status, named]) => {
    const reference = valueAt(named, '$ref');
    const response = typeof reference === 'string' ? valueAt(document, ...reference.split('/').slice(1)) : named;
    const media = valueAt(response, ...JSON_CONTENT);
    const example = valueAt(media, 'example');
    const description = text(String(valueAt(response, 'description') ?? ''));
    return `<tr><td>${status}</td><td>${description} ${schemaLink(valueAt(media, 'schema'))}${example === undefined ? '' : code(example)}</td></tr>`;
  });
  return `<h4>Replies</h4><table>${shown.join('')}</table>`;
}

function schemaLink(schema: unknown): string {
  const reference = valueAt(schema, '$ref');
  if (typeof reference !== 'string') return '';
  const name = text(reference.slice(reference.lastIndexOf('/') + 1));
  return `<a href="#schema-${name}">${name}</a>`;
}
