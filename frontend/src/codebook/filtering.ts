// Which rows of the codebook stay while somebody types: those with the words, and what they stand under.

/** A row: how deep it stands, from 1, and its words. */
export interface Row {
  readonly level: number;
  readonly words: string;
}

/** For each row whether the words stand in it. */
export function fitting(rows: readonly Row[], sought: string): boolean[] {
  const words = plain(sought.trim());
  return rows.map((row) => plain(row.words).includes(words));
}

/** For each row whether it stays. Rows come in reading order, the upper ones first. */
export function staying(rows: readonly Row[], sought: string): boolean[] {
  const stays = fitting(rows, sought);
  let needed = 0; // the next row that is less deep stands above one that stays
  for (let at = rows.length - 1; at >= 0; at--) {
    const level = rows[at]!.level;
    if (level < needed) stays[at] = true;
    if (stays[at]) needed = level;
  }
  return stays;
}

/** Without case and accents, as the server compares. */
export function plain(words: string): string {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
