// Which rows of the tree are hidden when some of them are folded.

/** A row of the tree: its key, and its parent's ("" at the top). */
export interface TreeRow {
  readonly key: string;
  readonly parent: string;
}

/** The keys of the rows that stand below a folded one. Rows come in reading order, parents first. */
export function hiddenRows(rows: readonly TreeRow[], folded: ReadonlySet<string>): Set<string> {
  const hidden = new Set<string>();
  for (const row of rows) {
    if (row.parent !== "" && (folded.has(row.parent) || hidden.has(row.parent))) hidden.add(row.key);
  }
  return hidden;
}
