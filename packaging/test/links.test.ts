import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../src/workspace.ts';

/** The beginnings of GitHub addresses of this repository: of a file, or of its first page. */
const IN_REPOSITORY = /^https:\/\/github\.com\/orderfolio\/orderfolio(\/(blob|tree)\/main\/|(?=#|$))/;

const pages = pagesIn('.');

/** The pages of a folder and its subfolders. Installed and built files are left out: to search them takes minutes. */
function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^\.|^(node_modules|dist)$/.test(entry.name) ? [] : pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The targets of the links of a page, outside of its code. */
function linksOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/```.*?```|`[^`\n]*`/gs, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors that GitHub gives to the headings of a page. It numbers repeated ones. */
function anchorsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8').replaceAll(/```.*?```/gs, '');
  const anchors: string[] = [];
  const seen = new Map<string, number>();
  for (const [, heading = ''] of text.matchAll(/^#+ (.*)$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.push(before === 0 ? anchor : `${anchor}-${before}`);
  }
  return anchors;
}

/** The target of a link in the repository, or undefined if it leads elsewhere. A folder shows its README. */
function targetOf(page: string, link: string): { readonly path: string; readonly anchor: string } | undefined {
  const inside = link.replace(IN_REPOSITORY, '/');
  if (/^[a-z]+:/.test(inside)) return undefined;
  const [file = '', anchor = ''] = inside.split('#');
  const from = file.startsWith('/') ? ROOT : join(ROOT, dirname(page));
  const path = file === '' ? join(ROOT, page) : join(from, file);
  return { path: anchor !== '' && existsSync(join(path, 'README.md')) ? join(path, 'README.md') : path, anchor };
}

describe.each(pages)('%s', (page) => {
  test('every link leads to something that exists', () => {
    const broken = linksOf(page).filter((link) => {
      const target = targetOf(page, link);
      if (target === undefined) return false;
      if (!existsSync(target.path)) return true;
      return target.anchor !== '' && !anchorsOf(target.path).includes(target.anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe.each(pages.filter((page) => /^packages\/[^/]+\/README\.md$/.test(page)))('%s', (page) => {
  test('its links work from a registry page, which knows no other files', () => {
    expect(linksOf(page).filter((link) => !/^(https:|#)/.test(link))).toEqual([]);
  });
});

test('the pages are found', () => {
  expect(pages).toContain('README.md');
  expect(pages).toContain(relative(ROOT, join(ROOT, 'packages/domain/README.md')));
});
