// Where a key leads from one cell of the matrix to another. Pure: rows that are folded away are not given.

/** A cell's place among the visible rows and the columns. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/** The place that `key` leads to, kept inside the matrix; null where the key is not one of ours. */
export function step(from: Place, key: string, rows: number, columns: number): Place | null {
  if (key === "Home") return { ...from, column: 0 };
  if (key === "End") return { ...from, column: columns - 1 };
  const by = STEPS[key];
  if (by === undefined) return null;
  return { row: inside(from.row + by[0], rows), column: inside(from.column + by[1], columns) };
}

function inside(position: number, length: number): number {
  return Math.min(Math.max(position, 0), length - 1);
}
