// The text of a source as the page holds it: turns, each one text node, and places in them.

import { Positions, type Span } from "../positions/utf16";

/** The words of one turn; `start` is where they begin in the source's text, in code points. */
export interface Words {
  readonly element: HTMLElement;
  readonly item: HTMLElement;
  readonly start: number;
  readonly text: Text;
}

/** A stretch of the source's text, with its words turn by turn: what stands between turns is not shown. */
export interface Chosen extends Span {
  readonly words: readonly string[];
}

/** A reading column: converts between what the browser selects and places in the source. */
export class Column {
  readonly element: HTMLElement;
  readonly turns: readonly Words[];
  readonly #positions = new Map<Words, Positions>();
  readonly #byElement = new Map<HTMLElement, Words>();

  constructor(element: HTMLElement) {
    this.element = element;
    this.turns = [...element.querySelectorAll<HTMLElement>(".words")].flatMap((words) => {
      const text = words.firstChild;
      const item = words.closest("li");
      if (!(text instanceof Text) || item === null) return [];
      return [{ element: words, item, start: Number(words.dataset["start"]), text }];
    });
    for (const turn of this.turns) this.#byElement.set(turn.element, turn);
  }

  /** Positions in a turn, counted when they are first asked for. */
  positions(turn: Words): Positions {
    const known = this.#positions.get(turn);
    if (known !== undefined) return known;
    const made = new Positions(turn.text.data);
    this.#positions.set(turn, made);
    return made;
  }

  /** Where a turn's words end, in code points of the source. */
  end(turn: Words): number {
    return turn.start + this.positions(turn).length;
  }

  /** The turn that a node lies in; null outside the words. */
  turnOf(node: Node | null): Words | null {
    const element = node instanceof Element ? node : node?.parentElement;
    const words = element?.closest<HTMLElement>(".words") ?? element?.closest("li")?.querySelector<HTMLElement>(".words");
    return (words && this.#byElement.get(words)) || null;
  }

  /** What a range of the browser covers, without blanks at its ends; null where it covers no words. */
  chosen(range: Range): Chosen | null {
    if (range.collapsed) return null;
    let [start, end] = [-1, -1];
    for (const turn of this.turns) {
      if (!range.intersectsNode(turn.text)) continue;
      const positions = this.positions(turn);
      const from = range.startContainer === turn.text ? range.startOffset : 0;
      const to = range.endContainer === turn.text ? range.endOffset : turn.text.length;
      if (to <= from) continue;
      if (start < 0) start = turn.start + positions.toPoints(from);
      end = turn.start + pointsUpTo(positions, to);
    }
    return start < 0 ? null : this.trimmed({ start, end });
  }

  /** A place without the blanks at its ends, with its words; null where nothing else is there. */
  trimmed(span: Span): Chosen | null {
    const parts = this.#parts(span);
    while (parts.length > 0 && parts[0]!.words.trim() === "") parts.shift();
    while (parts.length > 0 && parts.at(-1)!.words.trim() === "") parts.pop();
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined) return null;
    const before = points(first.words) - points(first.words.trimStart());
    const after = points(last.words) - points(last.words.trimEnd());
    const words = parts.map((part) => part.words);
    words[0] = words[0]!.trimStart();
    words[words.length - 1] = words.at(-1)!.trimEnd();
    return { start: first.start + before, end: last.end - after, words };
  }

  /** The browser's range over a place, to be looked at or scrolled to; null where no turn has it. */
  range(span: Span): Range | null {
    const inside = this.touched(span);
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined) return null;
    const range = document.createRange();
    range.setStart(first.text, this.positions(first).toUnits(span.start - first.start));
    range.setEnd(last.text, this.positions(last).toUnits(span.end - last.start));
    return range;
  }

  /** The turns whose words a place touches. */
  touched(span: Span): Words[] {
    return this.turns.filter((turn) => turn.start < span.end && span.start < this.end(turn));
  }

  /** The code point of the source under a place of the browser's, such as a click. */
  pointAt(node: Node, offset: number): number | null {
    const turn = this.turns.find((each) => each.text === node);
    return turn === undefined ? null : turn.start + this.positions(turn).toPoints(offset);
  }

  #parts(span: Span): { start: number; end: number; words: string }[] {
    return this.touched(span).map((turn) => {
      const [start, end] = [Math.max(span.start, turn.start), Math.min(span.end, this.end(turn))];
      const units = this.positions(turn).span({ start: start - turn.start, end: end - turn.start });
      return { start, end, words: turn.text.data.slice(units.start, units.end) };
    });
  }
}

/** An end inside a pair of units takes the whole character in. */
function pointsUpTo(positions: Positions, unit: number): number {
  const point = positions.toPoints(unit);
  return positions.toUnits(point) < unit ? point + 1 : point;
}

function points(text: string): number {
  return new Positions(text).length;
}
