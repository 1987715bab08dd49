import type { Comparison } from './rounds.ts';

const LABEL_WIDTH = 34;
const TIME_WIDTH = 11;
const RATIO_WIDTH = 7;

/** The heading of a table of comparisons, at most 80 columns wide. */
export function heading(title: string, ours: string, theirs: string): string {
  return [
    title.padEnd(LABEL_WIDTH),
    ours.padStart(TIME_WIDTH),
    theirs.padStart(TIME_WIDTH),
    ...['ratio', 'min', 'max'].map((word) => word.padStart(RATIO_WIDTH)),
  ].join('');
}

/** One comparison. Its medians are the time of one of the `perRound` calls of a round. */
export function line(label: string, { ours, theirs, ratio }: Comparison, perRound = 1): string {
  return [
    label.padEnd(LABEL_WIDTH),
    duration(ours.median / perRound).padStart(TIME_WIDTH),
    duration(theirs.median / perRound).padStart(TIME_WIDTH),
    ...[ratio.median, ratio.min, ratio.max].map((value) => value.toFixed(2).padStart(RATIO_WIDTH)),
  ].join('');
}

function duration(milliseconds: number): string {
  return milliseconds < 1 ? `${(milliseconds * 1_000).toFixed(1)} us` : `${milliseconds.toFixed(2)} ms`;
}
