// What the server wrote on each turn about its codings, read back as spans with a hue and a kind of line.

import type { Span } from "../positions/utf16";

/** One coded stretch of a turn's words, in code points from the start of the words. */
export interface Mark extends Span {
  readonly hue: number;
  readonly line: number;
}

/** The kind of line that candidates have, which are no codings yet. */
export const CANDIDATE_LINE = 5;

/** Reads "start end hue line;…"; entries that are not four whole numbers are left out. */
export function readMarks(written: string): Mark[] {
  return written.split(";").flatMap((entry) => {
    const [start, end, hue, line] = entry.split(" ").map(Number);
    const whole = [start, end, hue, line].every(Number.isInteger);
    return whole && start! < end! ? [{ start: start!, end: end!, hue: hue!, line: line! }] : [];
  });
}

/** The name under which the style sheet knows a hue and a line. */
export function styleName(mark: Pick<Mark, "hue" | "line">): string {
  return `mark-${mark.hue}-${mark.line}`;
}
