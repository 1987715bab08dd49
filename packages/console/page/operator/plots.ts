import uPlot from 'uplot';
import type { PlotColours } from '../parts/plot.tsx';

type Options = Omit<uPlot.Options, 'width' | 'height'>;
/** Told of the place in the data that the pointer is at. */
type OnPoint = (index: number | undefined) => void;

/** Short figures for an axis: 1,200,000 is 1.2M. */
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });
const LONG = new Intl.NumberFormat('en', { maximumFractionDigits: 8 });

function axis({ text, line }: PlotColours, more: uPlot.Axis = {}): uPlot.Axis {
  return {
    stroke: text,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    font: '12px system-ui',
    ...more,
  };
}

const shortly = (_: uPlot, values: number[]): string[] => values.map((value) => SHORT.format(value));

/** The pointer reads the plot, and changes nothing in it. */
function pointing(onPoint: OnPoint): Pick<Options, 'cursor' | 'legend' | 'hooks'> {
  return {
    cursor: { y: false, drag: { x: false, y: false } },
    legend: { show: false },
    hooks: {
      setCursor: [
        ({ cursor }) => onPoint(cursor.left !== undefined && cursor.left >= 0 ? (cursor.idx ?? undefined) : undefined),
      ],
    },
  };
}

/** Both sides of a book as steps: bids to the left of the price, asks to the right. */
export function depthOptions(colours: PlotColours, onPoint: OnPoint): Options {
  const { gain, gainFill, loss, lossFill } = colours;
  const { stepped } = uPlot.paths;
  const side = (label: string, stroke: string, fill: string, align: -1 | 1): uPlot.Series => ({
    label,
    stroke,
    fill,
    width: 2,
    points: { show: false },
    ...(stepped !== undefined && { paths: stepped({ align, extend: false }) }),
  });
  return {
    ...pointing(onPoint),
    scales: { x: { time: false }, y: { range: (_, _low, high) => [0, high * 1.05 || 1] } },
    axes: [
      axis(colours, { values: (_, values) => values.map((value) => LONG.format(value)), space: 80 }),
      axis(colours, { values: shortly, size: 60 }),
    ],
    series: [{}, side('Bids', gain, gainFill, -1), side('Asks', loss, lossFill, 1)],
  };
}

/** A bar for each day. */
export function barOptions(colours: PlotColours, onPoint: OnPoint): Options {
  const { bars } = uPlot.paths;
  return {
    ...pointing(onPoint),
    // The days are in UTC.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: {
      x: { range: (_, low, high) => [low - DAY / 2, high + DAY / 2] },
      y: { range: (_, _low, high) => [0, high * 1.05 || 1] },
    },
    axes: [axis(colours, { grid: { show: false } }), axis(colours, { values: shortly, size: 60 })],
    series: [
      {},
      {
        stroke: colours.accent,
        fill: colours.accentFill,
        points: { show: false },
        ...(bars !== undefined && { paths: bars({ size: [0.7, 40] }) }),
      },
    ],
  };
}

const DAY = 86_400;
