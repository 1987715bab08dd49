import type { Door } from '../workspace.ts';
import { type Entry, KINDS } from './declarations.ts';

/** A door, and what it exports. */
export interface DoorEntries {
  readonly door: Door;
  /** Its description in Markdown. */
  readonly docs: string;
  readonly entries: readonly Entry[];
}

const NOTE = 'Made from the docstrings by `pnpm docs:reference`.';

/** The file of a door's page: `domain-schemas.md` for `@orderfolio/domain/schemas`. */
export const fileOf = ({ name }: Door): string => `${name.replace('@orderfolio/', '').replaceAll('/', '-')}.md`;

/** The page that leads to those of all doors. */
export function indexPage(doors: readonly DoorEntries[]): string {
  const rows = doors.map(({ door, docs, entries }) => {
    return `| [\`${door.name}\`](${fileOf(door)}) | ${firstSentence(docs)} | ${entries.length} |`;
  });
  return ['# API reference', NOTE, ['| import | | names |', '|---|---|---|', ...rows].join('\n'), ''].join('\n\n');
}

/** The page of a door: its contents, and a section for each name. */
export function doorPage({ door, docs, entries }: DoorEntries, all: readonly DoorEntries[]): string {
  const groups = groupsOf(entries);
  const links = linksFrom(door, all);
  const contents = groups.map(
    ({ kind, members }) => `**${kind}**: ${members.map(({ name }) => links.get(name)).join(' · ')}`,
  );
  const sections = groups.flatMap(({ kind, members }) => [
    `## ${kind}`,
    ...members.flatMap((entry) => sectionOf(entry, links)),
  ]);
  return `${[`# ${door.name}`, docs, `${NOTE} [All doors](README.md)`, ...contents, ...sections].filter(Boolean).join('\n\n')}\n`;
}

function sectionOf({ name, docs, code }: Entry, links: ReadonlyMap<string, string>): readonly string[] {
  const mentioned = [...typesIn(code)].filter((type) => type !== name).flatMap((type) => links.get(type) ?? []);
  const uses = mentioned.length === 0 ? '' : `Uses ${mentioned.join(', ')}.`;
  return [`### ${name}`, docs, `\`\`\`ts\n${code}\n\`\`\``, uses].filter(Boolean);
}

/** The types that code names, outside its comments and texts. */
function typesIn(code: string): ReadonlySet<string> {
  const bare = code.replaceAll(/\/\*.*?\*\/|\/\/.*|'[^'\n]*'|"[^"\n]*"/gs, '');
  return new Set(bare.match(/\b[A-Z]\w+/g));
}

/** A link for each name: to its section on the same page, or to the first page that has it. */
function linksFrom(door: Door, all: readonly DoorEntries[]): ReadonlyMap<string, string> {
  const nearest = [...all].sort((a, b) => Number(b.door === door) - Number(a.door === door));
  const links = new Map<string, string>();
  for (const { door: other, entries } of nearest) {
    for (const [name, anchor] of anchorsOf(entries)) {
      if (!links.has(name)) links.set(name, `[\`${name}\`](${other === door ? '' : fileOf(other)}#${anchor})`);
    }
  }
  return links;
}

/** The anchors of the sections, in the order of the page: GitHub numbers headings that differ only in case. */
function anchorsOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  const anchorOf = (heading: string): string => {
    const anchor = heading.toLowerCase();
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  };
  const anchors = new Map<string, string>();
  for (const { kind, members } of groupsOf(entries)) {
    anchorOf(kind);
    for (const { name } of members) anchors.set(name, anchorOf(name));
  }
  return anchors;
}

function groupsOf(entries: readonly Entry[]) {
  const groups = KINDS.map((kind) => ({ kind, members: entries.filter((entry) => entry.kind === kind) }));
  return groups.filter(({ members }) => members.length > 0);
}

function firstSentence(docs: string): string {
  const [first = ''] = docs.replaceAll('\n', ' ').split(/(?<=\.) /);
  return first;
}
