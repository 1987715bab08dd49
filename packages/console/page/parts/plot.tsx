import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

interface PlotProps {
  /** What it shows, for those who cannot see it: "Value of the portfolio from … to …: from 10,000 to 12,000 dollars". */
  readonly label: string;
  /** The seconds since 1970, or another x, then the series. */
  readonly data: uPlot.AlignedData;
  /** Made anew when the colours of the page change. It must stay the same function as long as the plot is the same. */
  readonly options: (colours: PlotColours) => Omit<uPlot.Options, 'width' | 'height'>;
  readonly height?: number;
}

/** The colours of the theme, for what is drawn. */
export interface PlotColours {
  readonly text: string;
  readonly line: string;
  readonly accent: string;
  readonly accentFill: string;
  readonly gain: string;
  readonly gainFill: string;
  readonly loss: string;
  readonly lossFill: string;
}

/** A plot as wide as its place, in the colours of the theme. */
export function Plot({ label, data, options, height = 240 }: PlotProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(data);
  latest.current = data;
  useEffect(() => {
    const { current: element } = place;
    if (element === null) return;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const draw = (): void => {
      plot.current?.destroy();
      const size = { width: Math.max(element.clientWidth, 1), height };
      plot.current = new uPlot({ ...options(coloursOf(element)), ...size }, latest.current, element);
    };
    const fit = new ResizeObserver(() => plot.current?.setSize({ width: Math.max(element.clientWidth, 1), height }));
    draw();
    fit.observe(element);
    dark.addEventListener('change', draw);
    return () => {
      dark.removeEventListener('change', draw);
      fit.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [options, height]);
  useEffect(() => plot.current?.setData(data), [data]);
  return <div ref={place} class="plot" role="img" aria-label={label} />;
}

/** A canvas knows no `light-dark()`: the browser says which colour it comes to here. */
function coloursOf(element: HTMLElement): PlotColours {
  const probe = element.appendChild(document.createElement('span'));
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    text: colour('--text-soft'),
    line: colour('--line'),
    accent: colour('--accent'),
    accentFill: colour('--accent-fill'),
    gain: colour('--gain'),
    gainFill: colour('--gain-fill'),
    loss: colour('--loss'),
    lossFill: colour('--loss-fill'),
  };
  probe.remove();
  return colours;
}
