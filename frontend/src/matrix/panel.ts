// The cell beside the matrix: opened by htmx, closed by Escape, and the focus goes there and back.

/** The parts of an address that say which cell is open beside the matrix. */
const PLACE = ["row", "at", "beneath"] as const;

/** Those parts as one word, to compare two addresses by. */
function sameCell(address: URL): string {
  return JSON.stringify(PLACE.map((name) => address.searchParams.getAll(name)));
}

/** Follows what htmx puts into the panel. */
export class Panel {
  readonly #panel: HTMLElement;
  #door: HTMLElement | null = null;

  constructor(panel: HTMLElement) {
    this.#panel = panel;
    if (this.#isOpen()) this.#door = this.#doorOf(new URL(location.href));
    this.#door?.closest(".cell")?.classList.add("is-open");
    document.addEventListener("click", (event) => this.#clicked(event), true);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#isOpen()) this.close();
    });
    addEventListener("popstate", () => location.reload());
    panel.addEventListener("htmx:afterSwap", () => this.#opened());
    document.addEventListener("htmx:responseError", () => this.#failed());
    document.addEventListener("htmx:sendError", () => this.#failed());
  }

  #isOpen(): boolean {
    return document.body.classList.contains("has-panel");
  }

  /** The cell that an address names: a page that was opened with its cell beside it has a way back too. */
  #doorOf(address: URL): HTMLElement | null {
    const wanted = sameCell(address);
    const doors = document.querySelectorAll<HTMLAnchorElement>("a.door");
    return [...doors].find((door) => sameCell(new URL(door.href)) === wanted) ?? null;
  }

  #clicked(event: Event): void {
    const target = event.target as Element;
    const door = target.closest<HTMLElement>("a.door");
    if (door !== null) this.#door = door;
    if (target.closest("[data-close-panel]") !== null && this.#isOpen()) {
      event.preventDefault();
      this.close();
    }
  }

  #opened(): void {
    document.body.classList.add("has-panel");
    for (const cell of document.querySelectorAll(".cell.is-open")) cell.classList.remove("is-open");
    this.#door?.closest(".cell")?.classList.add("is-open");
    this.#panel.scrollTop = 0;
    this.#panel.focus({ preventScroll: true });
    if (this.#door instanceof HTMLAnchorElement) {
      const address = new URL(location.href);
      const cell = new URL(this.#door.href).searchParams;
      for (const name of PLACE) address.searchParams.delete(name);
      for (const name of PLACE) for (const value of cell.getAll(name)) address.searchParams.append(name, value);
      history.pushState({ cell: true }, "", address);
    }
  }

  /** The page itself always works: where the panel cannot be filled, the cell opens as a page. */
  #failed(): void {
    const href = this.#door?.getAttribute("href");
    if (href) location.assign(href);
  }

  /** Empties the panel and gives the focus back to the cell it came from. */
  close(): void {
    document.body.classList.remove("has-panel");
    this.#panel.replaceChildren();
    for (const cell of document.querySelectorAll(".cell.is-open")) cell.classList.remove("is-open");
    const address = new URL(location.href);
    for (const name of PLACE) address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
    this.#door?.focus();
    this.#door = null;
  }
}
