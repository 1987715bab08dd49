import { createHash } from 'node:crypto';
import type { OpenApiDocument } from '../openapi/document.ts';
import { articleOf, type Placed } from './operation.ts';
import { STYLE } from './style.ts';
import { code, text } from './text.ts';

/** A self-contained page, and the policy that allows its style and no script. */
export interface DocumentPage {
  readonly html: string;
  readonly policy: string;
}

/** The document for people: every route with its input, its replies, and its problems. */
export function pageOf(document: OpenApiDocument): DocumentPage {
  const { title, version, description } = document.info;
  const operations = operationsOf(document);
  const rooms = document.tags
    .map((tag) => ({ ...tag, operations: operations.filter(({ tags }) => tags.includes(tag.name)) }))
    .filter((room) => room.operations.length > 0);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<nav>
<h1>${text(title)} <small>${text(version)}</small></h1>
${rooms.map(navigationOf).join('\n')}
<h2><a href="#schemas">schemas</a></h2>
</nav>
<main>
<p>${text(description)}</p>
<p>For machines: <a href="/openapi.json">openapi.json</a></p>
${rooms.map((room) => sectionOf(room, document)).join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(schemaOf).join('\n')}
</main>
</body>
</html>
`;
  const style = createHash('sha256').update(STYLE).digest('base64');
  return { html, policy: `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; frame-ancestors 'none'` };
}

interface Room {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Placed[];
}

function operationsOf({ paths }: OpenApiDocument): Placed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
}

function navigationOf({ name, operations }: Room): string {
  const links = operations.map(({ operationId, summary }) => `<li><a href="#${operationId}">${text(summary)}</a></li>`);
  return `<h2>${text(name)}</h2><ul>${links.join('')}</ul>`;
}

function sectionOf({ name, description, operations }: Room, document: OpenApiDocument): string {
  const articles = operations.map((operation) => articleOf(operation, document));
  return `<section><h2>${text(name)}</h2><p>${text(description)}</p>${articles.join('\n')}</section>`;
}

function schemaOf([name, schema]: [string, unknown]): string {
  return `<details id="schema-${text(name)}"><summary>${text(name)}</summary>${code(schema)}</details>`;
}
