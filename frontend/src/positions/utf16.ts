// Positions are Unicode code points everywhere but in the browser's strings. This is the one place that converts.

/** A stretch of text, end exclusive, in code points or in UTF-16 units as the name of the value says. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const PAIRS = /[\ud800-\udbff]/;

/** Turns code points of one text into UTF-16 units and back. Positions past the end are clamped to it. */
export class Positions {
  readonly #astral: readonly number[];
  readonly length: number;

  constructor(text: string) {
    // Most texts have nothing outside the basic plane: then a code point is a unit.
    if (!PAIRS.test(text)) {
      [this.#astral, this.length] = [[], text.length];
      return;
    }
    const astral: number[] = [];
    let points = 0;
    for (let unit = 0; unit < text.length; points += 1) {
      const wide = (text.codePointAt(unit) ?? 0) > 0xffff;
      if (wide) astral.push(points);
      unit += wide ? 2 : 1;
    }
    this.#astral = astral;
    this.length = points;
  }

  /** The UTF-16 unit at which the code point `point` begins. */
  toUnits(point: number): number {
    const inside = Math.min(Math.max(point, 0), this.length);
    return inside + this.#countBefore(inside);
  }

  /** The code point that the UTF-16 unit `unit` belongs to; inside a pair it is the pair's own. */
  toPoints(unit: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.toUnits(middle) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** A span of code points as UTF-16 units. */
  span(points: Span): Span {
    return { start: this.toUnits(points.start), end: this.toUnits(points.end) };
  }

  /** How many characters outside the basic plane begin before the code point. */
  #countBefore(point: number): number {
    let low = 0;
    let high = this.#astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#astral[middle] ?? Infinity) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
