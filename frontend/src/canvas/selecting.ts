// What is selected: by mouse, touch or keys; painted, told, and with a small bar at its end.

import { paintOver } from "../highlights/paint";
import type { Span } from "../positions/utf16";
import type { Chosen, Column, Words } from "./column";
import type { Sentences } from "../frame/sentences";
import type { Status } from "./status";
import { countWords, step, stretched, unitsOf, wholeWords, type Unit } from "./units";

/** What selecting needs of the page. */
export interface Page {
  readonly column: Column;
  readonly bar: HTMLElement;
  readonly status: Status;
  readonly sentences: Sentences;
}

/** The selection of a reading column. */
export class Selecting {
  readonly #page: Page;
  /** Shows what is coded at a place; answers how many codings touch it. */
  readonly #look: (at: Span) => Promise<number>;
  #chosen: Chosen | null = null;
  #unit: Unit = "sentence";
  /** Whether the pointer went down on words and is not up again. */
  #dragging = false;

  constructor(page: Page, look: (at: Span) => Promise<number>) {
    this.#page = page;
    this.#look = look;
    document.addEventListener("selectionchange", () => this.#selectionChanged());
    page.column.element.addEventListener("pointerdown", () => (this.#dragging = true));
    for (const end of ["pointerup", "pointercancel"] as const) document.addEventListener(end, (event) => this.#dragging && setTimeout(() => this.#released(event)));
    page.column.element.addEventListener("focusin", (event) => this.#movedTo(event.target as Node));
    page.bar.addEventListener("mousedown", (event) => event.preventDefault());
    addEventListener("resize", () => this.#chosen && this.#placeBar(this.#chosen));
  }

  /** What is selected now. */
  get chosen(): Chosen | null {
    return this.#chosen;
  }

  /** What is selected now; where nothing is, that is said. */
  wanted(): Chosen | null {
    if (this.#chosen === null) this.#page.status.say(this.#page.sentences.say("nothing"));
    return this.#chosen;
  }

  /** Selects a place; `loud`: also says so. */
  choose(chosen: Chosen | null, loud = true): void {
    const { column, status, sentences, bar } = this.#page;
    this.#chosen = chosen;
    paintOver("chosen", column.turns.map((turn) => turn.element), chosen, 20);
    // Under the pointer, the bar would be taken for the end of what is being selected.
    bar.hidden = chosen === null || this.#dragging;
    if (chosen === null) {
      if (loud) status.say(sentences.say("cleared"));
      return;
    }
    if (this.#dragging) return;
    this.#placeBar(chosen);
    const touching = this.#look(chosen);
    if (!loud) return;
    const n = chosen.words.reduce((sum, words) => sum + countWords(words, this.#language(chosen)), 0);
    void touching.then((count) => {
      const said = sentences.say("selected", { n });
      status.say(count > 0 ? `${said} ${sentences.say("overlapping", { n: count })}` : said);
    });
  }

  /** Lets go of the selection. */
  clear(loud = true): void {
    getSelection()?.removeAllRanges();
    this.choose(null, loud);
  }

  /** Selects the next unit, or by -1 the one before; goes on in the neighbouring turn. */
  next(unit: Unit, by: 1 | -1): void {
    const { column } = this.#page;
    this.#unit = unit;
    const from = this.#chosen;
    const turn = (from && (by === 1 ? column.touched(from).at(-1) : column.touched(from)[0])) ?? this.#focusedTurn();
    if (!turn) return;
    const inside = from && column.touched(from).includes(turn) ? this.#within(turn, from) : null;
    const found = step(this.#units(turn), inside, by);
    if (found !== null) {
      this.#chooseWithin(turn, found);
      return;
    }
    const neighbour = column.turns[column.turns.indexOf(turn) + by];
    const first = neighbour && step(this.#units(neighbour), null, by);
    if (neighbour && first) this.#chooseWithin(neighbour, first);
  }

  /** Makes the selection longer by a unit, or by -1 shorter. */
  stretch(by: 1 | -1): void {
    const { column } = this.#page;
    const turn = this.#chosen && column.touched(this.#chosen).at(-1);
    if (this.#chosen === null || !turn) return;
    const longer = stretched(this.#units(turn), this.#within(turn, this.#chosen), by);
    if (longer !== null) this.#upTo(turn, longer.end);
    else if (by === 1) {
      const neighbour = column.turns[column.turns.indexOf(turn) + 1];
      const first = neighbour && step(this.#units(neighbour), null, 1);
      if (neighbour && first) this.#upTo(neighbour, first.end);
    }
  }

  #upTo(turn: Words, unit: number): void {
    const { column } = this.#page;
    const end = turn.start + column.positions(turn).toPoints(unit);
    this.choose(column.trimmed({ start: this.#chosen!.start, end }));
  }

  #units(turn: Words): Span[] {
    return unitsOf(turn.text.data, this.#unit, languageOf(turn));
  }

  #language(at: Span): string {
    const turn = this.#page.column.touched(at)[0];
    return turn ? languageOf(turn) : "en";
  }

  /** A place as units of one turn's text. */
  #within(turn: Words, span: Span): Span {
    const inside = { start: Math.max(0, span.start - turn.start), end: span.end - turn.start };
    return this.#page.column.positions(turn).span(inside);
  }

  #chooseWithin(turn: Words, units: Span): void {
    const { column } = this.#page;
    const positions = column.positions(turn);
    const span = { start: turn.start + positions.toPoints(units.start), end: turn.start + positions.toPoints(units.end) };
    this.choose(column.trimmed(span));
    if (this.#focusedTurn() !== turn) turn.element.focus({ preventScroll: true });
    const rect = column.range(span)?.getBoundingClientRect();
    if (rect && (rect.top < 80 || rect.bottom > innerHeight - 40)) turn.item.scrollIntoView({ block: "center" });
  }

  #focusedTurn(): Words | undefined {
    const { column } = this.#page;
    const focused = column.turnOf(document.activeElement);
    if (focused) return focused;
    return column.turns.find((turn) => turn.item.getBoundingClientRect().bottom > 100);
  }

  #placeBar(chosen: Chosen): void {
    const { bar, column } = this.#page;
    const range = column.range(chosen);
    const box = (bar.offsetParent ?? document.body).getBoundingClientRect();
    const lines = range?.getClientRects();
    const rect = lines && lines.length > 0 ? lines[lines.length - 1]! : range?.getBoundingClientRect();
    if (!rect) return;
    bar.style.insetBlockStart = `${rect.bottom - box.top + 6}px`;
    bar.style.insetInlineStart = `${Math.max(0, Math.min(rect.left - box.left, box.width - bar.offsetWidth))}px`;
  }

  #selectionChanged(): void {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!this.#dragging && !this.#page.column.element.contains(range.commonAncestorContainer)) return;
    const chosen = this.#page.column.chosen(range);
    if (chosen !== null) this.choose(chosen, false);
  }

  /** Who goes on to another turn has let go of what was selected before: the next unit is that turn's. */
  #movedTo(target: Node): void {
    const turn = this.#page.column.turnOf(target);
    if (this.#dragging || this.#chosen === null || turn === null) return;
    if (!this.#page.column.touched(this.#chosen).includes(turn)) this.clear(false);
  }

  #released(event: PointerEvent): void {
    this.#dragging = false;
    const selection = getSelection();
    if (selection && !selection.isCollapsed) {
      if (event.pointerType === "mouse" && !event.altKey) this.#takeWholeWords(selection);
      if (this.#chosen !== null) this.choose(this.#chosen);
      return;
    }
    if (!this.#page.column.element.contains(event.target as Node)) return;
    if ((event.target as Element).closest("a, button, summary")) return;
    const point = selection?.focusNode ? this.#page.column.pointAt(selection.focusNode, selection.focusOffset) : null;
    if (this.#chosen !== null) this.clear(false);
    if (point !== null) void this.#look({ start: point, end: point + 1 });
  }

  /** A pointer seldom hits the edge of a word: what it selected grows to whole words (not while Alt is held). */
  #takeWholeWords(selection: Selection): void {
    const { column } = this.#page;
    const from = this.#chosen;
    const inside = from === null ? [] : column.touched(from);
    const [first, last] = [inside[0], inside.at(-1)];
    if (from === null || first === undefined || last === undefined) return;
    const head = wholeWords(first.text.data, this.#within(first, from)).start;
    const tail = wholeWords(last.text.data, this.#within(last, from)).end;
    const start = first.start + column.positions(first).toPoints(head);
    const end = last.start + column.positions(last).toPoints(tail);
    const range = column.range({ start, end });
    if ((start === from.start && end === from.end) || range === null) return;
    this.#chosen = column.trimmed({ start, end });
    selection.removeAllRanges();
    selection.addRange(range);
  }
}

function languageOf(turn: Words): string {
  return turn.element.closest<HTMLElement>("[lang]")?.lang || "en";
}
