/** Which rows of a long list are in the page: those that can be seen, and a few around them. */

/** From `first` to before `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

export interface View {
  /** Pixels of the list that lie above what can be seen; below zero while the list begins further down. */
  readonly above: number;
  /** Pixels that can be seen. */
  readonly height: number;
}

/** Rows of `rowHeight` pixels out of `count`; `beyond` more on either side, for a finger that flings. */
export function spanOf(view: View, rowHeight: number, count: number, beyond: number): Span {
  if (count === 0) return { first: 0, end: 0 };
  const first = Math.floor(view.above / rowHeight) - beyond;
  const end = Math.ceil((view.above + Math.max(0, view.height)) / rowHeight) + beyond;
  return { first: within(first, 0, count - 1), end: within(end, 1, count) };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
