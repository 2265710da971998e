// Paints codings over the text without touching it, where the browser knows custom highlights.
// Where it does not, the margin's "coded: …" lines, which the server writes, say the same.

import { Positions, type Span } from "../positions/utf16";
import { readMarks, styleName } from "./marks";

/** Whether this browser can paint over text. */
export function canPaint(): boolean {
  return typeof Highlight !== "undefined" && typeof CSS !== "undefined" && "highlights" in CSS;
}

interface Painted {
  readonly name: string;
  readonly range: StaticRange;
}

/** The marks of a column, turn by turn, so that a turn can be painted anew. */
export class Paint {
  readonly #turns = new Map<HTMLElement, Painted[]>();

  /** Paints turns that were not painted before; returns how many ranges. */
  paint(turns: Iterable<HTMLElement>): number {
    // What is registered is looked at with every range that is added: a new highlight is filled before.
    const fresh = new Map<string, Highlight>();
    let painted = 0;
    for (const words of turns) painted += this.#paint(words, (name) => CSS.highlights.get(name) ?? named(name, fresh));
    for (const [name, highlight] of fresh) CSS.highlights.set(name, highlight);
    return painted;
  }

  /** Paints a turn as its marks are written now, in place of what was painted; returns how many ranges. */
  turn(words: HTMLElement): number {
    return this.#paint(words, registered);
  }

  #paint(words: HTMLElement, highlightOf: (name: string) => Highlight): number {
    const text = textOf(words);
    if (text === null || !canPaint()) return 0;
    this.#wipe(words);
    const marks = readMarks(words.dataset["marks"] ?? "");
    if (marks.length === 0) return 0;
    const positions = new Positions(text.data);
    this.#turns.set(
      words,
      marks.map((mark) => {
        const painted = { name: styleName(mark), range: rangeOver(text, positions, mark) };
        highlightOf(painted.name).add(painted.range);
        return painted;
      }),
    );
    return marks.length;
  }

  #wipe(words: HTMLElement): void {
    for (const { name, range } of this.#turns.get(words) ?? []) CSS.highlights.get(name)?.delete(range);
    this.#turns.delete(words);
  }
}

function named(name: string, among: { get(name: string): Highlight | undefined; set(name: string, made: Highlight): unknown }): Highlight {
  const known = among.get(name);
  if (known !== undefined) return known;
  const made = new Highlight();
  among.set(name, made);
  return made;
}

function registered(name: string): Highlight {
  return named(name, CSS.highlights);
}

/** Paints one place over the turns it touches, under a name of its own, in place of what had that name. */
export function paintOver(name: string, turns: readonly HTMLElement[], at: Span | null, priority = 10): HTMLElement | null {
  const ranges: StaticRange[] = [];
  let first: HTMLElement | null = null;
  for (const words of at === null ? [] : turns) {
    const text = textOf(words);
    const start = Number(words.dataset["start"]);
    if (text === null || at === null || start >= at.end) continue;
    const positions = new Positions(text.data);
    if (start + positions.length <= at.start) continue;
    ranges.push(rangeOver(text, positions, { start: at.start - start, end: at.end - start }));
    first ??= words;
  }
  if (canPaint()) {
    const highlight = registered(name);
    highlight.priority = priority;
    highlight.clear();
    for (const range of ranges) highlight.add(range);
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
