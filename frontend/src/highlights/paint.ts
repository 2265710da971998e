// Paints codings over the text without touching it, where the browser knows custom highlights.
// Where it does not, the margin's "coded: …" lines, which the server writes, say the same.

import { Positions, type Span } from "../positions/utf16";
import { readMarks, styleName } from "./marks";

/** Whether this browser can paint over text. */
export function canPaint(): boolean {
  return typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;
}

/** Paints the marks of all turns; returns how many ranges were painted. */
export function paintTurns(turns: Iterable<HTMLElement>): number {
  if (!canPaint()) return 0;
  const highlights = new Map<string, Highlight>();
  let painted = 0;
  for (const words of turns) {
    const text = textOf(words);
    if (text === null) continue;
    const positions = new Positions(text.data);
    for (const mark of readMarks(words.dataset["marks"] ?? "")) {
      const range = rangeOver(text, positions, mark);
      const name = styleName(mark);
      const highlight = highlights.get(name) ?? new Highlight();
      highlight.add(range);
      highlights.set(name, highlight);
      painted += 1;
    }
  }
  for (const [name, highlight] of highlights) CSS.highlights.set(name, highlight);
  return painted;
}

/** Paints the passage that the address named over the turns it touches; returns the first of them. */
export function paintHere(turns: readonly HTMLElement[], at: Span): HTMLElement | null {
  const ranges: StaticRange[] = [];
  let first: HTMLElement | null = null;
  for (const words of turns) {
    const text = textOf(words);
    const start = Number(words.dataset["start"]);
    if (text === null || start >= at.end) continue;
    const positions = new Positions(text.data);
    if (start + positions.length <= at.start) continue;
    ranges.push(rangeOver(text, positions, { start: at.start - start, end: at.end - start }));
    first ??= words;
  }
  if (canPaint() && ranges.length > 0) {
    const here = new Highlight(...ranges);
    here.priority = 10;
    CSS.highlights.set("here", here);
  }
  return first;
}

/** A turn's words are one text node, exactly as stored. */
function textOf(words: HTMLElement): Text | null {
  const node = words.firstChild;
  return node instanceof Text ? node : null;
}

function rangeOver(text: Text, positions: Positions, span: Span): StaticRange {
  const units = positions.span(span);
  return new StaticRange({
    startContainer: text,
    startOffset: units.start,
    endContainer: text,
    endOffset: Math.max(units.end, units.start),
  });
}
