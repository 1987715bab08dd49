import type { ReceivedSpan } from './receiver.ts';

/** A span with its children, in the order of their names: `[name, child, child]`, or only the name. */
export type Tree = string | readonly [string, ...Tree[]];

/** The trees of all traces. */
export function treesOf(spans: readonly ReceivedSpan[]): readonly Tree[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId));
  return sorted(roots.map((root) => treeOf(root, spans)));
}

function treeOf(span: ReceivedSpan, spans: readonly ReceivedSpan[]): Tree {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  const [first, ...others] = sorted(children.map((child) => treeOf(child, spans)));
  return first === undefined ? span.name : [span.name, first, ...others];
}

function sorted(trees: readonly Tree[]): readonly Tree[] {
  return trees.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
