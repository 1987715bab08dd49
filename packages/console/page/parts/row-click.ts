/** A click in a row of a list. The second half of a double click is none: the row may have gone, and another one stand in its place. */
export function rowClick(act: () => unknown): (event: MouseEvent) => void {
  return ({ detail: clicks }) => {
    if (clicks < 2) act();
  };
}
