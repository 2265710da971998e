// The matrix under the keyboard: one stop in the tab order, arrows from cell to cell, Enter opens, Space folds.

import { isTyping } from "../frame/typing";
import { hiddenRows } from "./folding";
import { step, type Place } from "./walk";

/** Gives a server-rendered matrix its keys, its folding and its line of names. */
export class Grid {
  readonly #table: HTMLTableElement;
  readonly #rows: readonly HTMLTableRowElement[];
  readonly #says: HTMLElement | null;
  #focused: HTMLElement | null = null;

  constructor(table: HTMLTableElement) {
    this.#table = table;
    this.#rows = [...(table.tBodies[0]?.rows ?? [])];
    this.#says = document.getElementById("says");
    if (this.#says !== null) {
      this.#says.dataset["quiet"] = "true";
      this.#says.hidden = false;
    }
    this.#nameParts();
    this.#listen();
    this.#fold();
  }

  /** Roles and one tab stop: without this script the same cells are plain links in reading order. */
  #nameParts(): void {
    this.#table.setAttribute("role", "grid");
    this.#table.closest(".matrix-window")?.removeAttribute("tabindex");
    for (const row of this.#rows) {
      for (const cell of row.cells) {
        if (cell.tagName === "TD") cell.setAttribute("role", "gridcell");
        this.#focusable(cell).tabIndex = -1;
      }
    }
    const first = this.#rows.find((row) => !row.hidden)?.cells[1];
    if (first) this.#stopAt(this.#focusable(first));
  }

  #listen(): void {
    this.#table.addEventListener("keydown", (event) => this.#key(event));
    this.#table.addEventListener("focusin", (event) => this.#arrive(event.target));
    this.#table.addEventListener("mouseover", (event) => this.#say(event.target));
    this.#table.addEventListener("mouseleave", () => this.#say(document.activeElement));
    this.#table.addEventListener("click", (event) => {
      const twist = (event.target as Element).closest(".twist");
      if (twist !== null) this.toggle(twist.closest("tr"));
    });
    for (const tools of document.querySelectorAll<HTMLElement>("[data-fold-tools]")) {
      tools.hidden = !this.#rows.some((row) => row.classList.contains("folds"));
      tools.addEventListener("click", (event) => {
        const wish = (event.target as Element).closest<HTMLElement>("[data-fold]")?.dataset["fold"];
        if (wish !== undefined) this.#foldEvery(wish === "all");
      });
    }
  }

  #key(event: KeyboardEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td, th");
    const row = cell?.closest("tr");
    if (!cell || !row || isTyping(event)) return;
    if (event.key === " " && row.classList.contains("folds")) {
      event.preventDefault();
      this.toggle(row);
      return;
    }
    const visible = this.#rows.filter((each) => !each.hidden);
    const from: Place = { row: visible.indexOf(row as HTMLTableRowElement), column: cell.cellIndex };
    const to = step(from, event.key, visible.length, row.cells.length);
    const goal = to && visible[to.row]?.cells[to.column];
    if (!goal) return;
    event.preventDefault();
    this.#focusable(goal).focus();
  }

  #arrive(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    this.#stopAt(target);
    this.#say(target);
  }

  #stopAt(target: HTMLElement): void {
    if (this.#focused !== null) this.#focused.tabIndex = -1;
    target.tabIndex = 0;
    this.#focused = target;
  }

  /** What holds the focus in a cell: its link, or the cell where it is empty. */
  #focusable(cell: HTMLTableCellElement): HTMLElement {
    return cell.querySelector<HTMLElement>("a") ?? cell;
  }

  /** Names who stands behind the cell under the pointer or the focus. */
  #say(target: EventTarget | null): void {
    if (this.#says === null || !(target instanceof Element)) return;
    const cell = target.closest<HTMLTableCellElement>("td.cell");
    const words = cell?.querySelector<HTMLElement>("[data-names]")?.dataset["names"] ?? cell?.textContent?.trim() ?? "";
    const told = cell !== null && words !== "";
    this.#says.textContent = told ? words : " ";
    this.#says.dataset["quiet"] = String(!told);
  }

  /** Folds or unfolds one row and writes it into the address. */
  toggle(row: HTMLTableRowElement | null): void {
    if (row === null || !row.classList.contains("folds")) return;
    row.toggleAttribute("data-folded");
    this.#fold();
    this.#remember();
  }

  #foldEvery(folded: boolean): void {
    for (const row of this.#rows) if (row.classList.contains("folds")) row.toggleAttribute("data-folded", folded);
    this.#fold();
    this.#remember();
  }

  #fold(): void {
    const folded = new Set(this.#foldedKeys());
    const tree = this.#rows.map((row) => ({ key: row.dataset["row"] ?? "", parent: row.dataset["parent"] ?? "" }));
    const hidden = hiddenRows(tree, folded);
    for (const row of this.#rows) {
      row.hidden = hidden.has(row.dataset["row"] ?? "");
      if (row.classList.contains("folds")) {
        row.cells[0]?.querySelector("a")?.setAttribute("aria-expanded", String(!row.hasAttribute("data-folded")));
      }
    }
  }

  #foldedKeys(): string[] {
    return this.#rows.filter((row) => row.hasAttribute("data-folded")).map((row) => row.dataset["row"] ?? "");
  }

  /** The state lives in the address, so that it can be sent to a colleague. */
  #remember(): void {
    const address = new URL(location.href);
    const folded = this.#foldedKeys();
    if (folded.length > 0) address.searchParams.set("fold", folded.join(","));
    else address.searchParams.delete("fold");
    history.replaceState(history.state, "", address);
  }
}
