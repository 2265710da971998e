// The codebook beside the text, as a tree: walked by arrow keys, clicked to code, or words dropped onto a code.

import { plain, type Choice } from "./match";

const LEVELS = 6;
/** Letters that follow each other within so many milliseconds are one word. */
const TYPING_MS = 900;

/** A tree of all codes; `code` is called with the code that was chosen in it, and whether one goes back to the words. */
export class Tree {
  readonly #root: HTMLElement;
  readonly #code: (choice: Choice, back: boolean) => void;
  #choices: readonly Choice[] = [];
  #open = new Set<string>();
  #typed = "";
  #typedAt = -TYPING_MS;

  constructor(root: HTMLElement, code: (choice: Choice, back: boolean) => void) {
    this.#root = root;
    this.#code = code;
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("mousedown", (event) => event.preventDefault());
    root.addEventListener("dragover", (event) => this.#over(event));
    root.addEventListener("dragleave", () => this.#mark(null));
    root.addEventListener("drop", (event) => this.#dropped(event));
  }

  /** Shows these codes; what was open stays open. */
  show(choices: readonly Choice[]): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset["code"];
    this.#choices = choices;
    let framework = "";
    const rows = choices
      .filter((each) => each.parent === "")
      .flatMap((each) => {
        const heads = each.path !== framework && each.path !== "" ? [headOf(each.path)] : [];
        framework = each.path;
        return [...heads, ...this.#rows(each, 1)];
      });
    this.#root.replaceChildren(...rows);
    const items = this.#items();
    const stop = items.find((each) => each.dataset["code"] === focused) ?? items[0];
    if (stop) stop.tabIndex = 0;
    if (focused !== undefined) stop?.focus();
  }

  /** Goes to where one was in the tree. */
  focus(): void {
    const drawer = this.#root.closest("details");
    if (drawer) drawer.open = true;
    this.#items()
      .find((each) => each.tabIndex === 0)
      ?.focus();
  }

  #rows(choice: Choice, level: number): HTMLElement[] {
    const beneath = this.#choices.filter((each) => each.parent === choice.id);
    const open = this.#open.has(choice.id);
    const row = document.createElement("div");
    row.role = "treeitem";
    row.tabIndex = -1;
    row.className = `tree-row level-${Math.min(level, LEVELS)}`;
    row.dataset["code"] = choice.id;
    row.setAttribute("aria-level", String(level));
    if (beneath.length > 0) row.setAttribute("aria-expanded", String(open));
    const twist = document.createElement("span");
    twist.className = "tree-twist";
    twist.ariaHidden = "true";
    const mark = document.createElement("span");
    mark.className = choice.heading ? "tree-heading" : `mark hue-${choice.hue} line-${choice.line}`;
    mark.textContent = choice.label;
    row.append(twist, mark);
    if (choice.used > 0) {
      const used = document.createElement("span");
      used.className = "number muted";
      used.textContent = String(choice.used);
      row.append(used);
    }
    return open ? [row, ...beneath.flatMap((each) => this.#rows(each, level + 1))] : [row];
  }

  #items(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>("[data-code]")];
  }

  #choiceOf(target: EventTarget | null): Choice | undefined {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-code]")?.dataset["code"] : undefined;
    return this.#choices.find((each) => each.id === id);
  }

  #clicked(event: Event): void {
    const choice = this.#choiceOf(event.target);
    if (choice === undefined) return;
    if (choice.heading || (event.target as Element).closest(".tree-twist")) this.#toggle(choice);
    else this.#code(choice, false);
  }

  #toggle(choice: Choice, open = !this.#open.has(choice.id)): void {
    if (open) this.#open.add(choice.id);
    else this.#open.delete(choice.id);
    this.show(this.#choices);
    this.#focus(choice.id);
  }

  #focus(id: string | undefined): void {
    for (const each of this.#items()) {
      each.tabIndex = each.dataset["code"] === id ? 0 : -1;
      if (each.tabIndex === 0) each.focus();
    }
  }

  #key(event: KeyboardEvent): void {
    const choice = this.#choiceOf(event.target);
    if (choice === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!this.#seek(event, choice) && !this.#walk(event, choice)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Goes to another code, opens, folds or codes; whether the key is one that does. */
  #walk(event: KeyboardEvent, choice: Choice): boolean {
    const items = this.#items();
    const at = items.findIndex((each) => each.dataset["code"] === choice.id);
    const open = this.#open.has(choice.id);
    if (event.key === "ArrowDown") this.#focus(items[at + 1]?.dataset["code"] ?? choice.id);
    else if (event.key === "ArrowUp") this.#focus(items[at - 1]?.dataset["code"] ?? choice.id);
    else if (event.key === "Home") this.#focus(items[0]?.dataset["code"]);
    else if (event.key === "End") this.#focus(items.at(-1)?.dataset["code"]);
    else if (event.key === "ArrowRight" && !open) this.#toggle(choice, true);
    else if (event.key === "ArrowLeft") {
      if (open) this.#toggle(choice, false);
      else this.#focus(choice.parent || choice.id);
    } else if (event.key === "Enter" || event.key === " ") {
      if (choice.heading) this.#toggle(choice);
      else this.#code(choice, !event.shiftKey);
    } else return false;
    return true;
  }

  /** Goes to the next code of the letters that were typed; whether the key was one of them. */
  #seek(event: KeyboardEvent, from: Choice): boolean {
    const goesOn = event.timeStamp - this.#typedAt < TYPING_MS;
    const isLetter = goesOn ? [...event.key].length === 1 : /^\p{L}$/u.test(event.key);
    if (!isLetter) return false;
    this.#typed = plain(goesOn ? this.#typed + event.key : event.key);
    this.#typedAt = event.timeStamp;
    const found = codeOf(this.#choices, this.#typed, this.#choices.indexOf(from) + (goesOn ? 0 : 1));
    if (found === undefined) return true;
    for (let at = found.parent; at !== ""; at = this.#choices.find((each) => each.id === at)?.parent ?? "") this.#open.add(at);
    this.show(this.#choices);
    this.#focus(found.id);
    return true;
  }

  #over(event: DragEvent): void {
    const choice = this.#choiceOf(event.target);
    if (choice === undefined || choice.heading) return;
    event.preventDefault();
    this.#mark((event.target as Element).closest<HTMLElement>("[data-code]"));
  }

  #dropped(event: DragEvent): void {
    const choice = this.#choiceOf(event.target);
    this.#mark(null);
    if (choice === undefined || choice.heading) return;
    event.preventDefault();
    this.#code(choice, false);
  }

  #mark(row: HTMLElement | null): void {
    for (const each of this.#items()) each.classList.toggle("is-over", each === row);
  }
}

/** The first code at or after a place, else from the top, whose label begins with these letters; else one of its words. */
export function codeOf(choices: readonly Choice[], typed: string, from: number): Choice | undefined {
  const round = [...choices.slice(from), ...choices.slice(0, from)];
  const begins = round.find((each) => plain(each.label).startsWith(typed));
  return begins ?? round.find((each) => plain(each.label).split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed)));
}

/** The framework that the codes beneath are of. */
function headOf(framework: string): HTMLElement {
  const head = document.createElement("div");
  head.role = "none";
  head.className = "tree-framework";
  head.textContent = framework;
  return head;
}
