// The command box: a few letters, a list, and what the chosen code means beside it.

import { keyOf, matching, plain, prepare, type Choice, type Prepared } from "./match";
import type { Sentences } from "../frame/sentences";

/** What was chosen: a code, or the label of a new one. */
export type Picked = { readonly code: Choice } | { readonly label: string };

const MOST = 60;

/** A box that is opened at a place and answers with what was picked. */
export class Box {
  readonly #box: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #about: HTMLElement;
  readonly #sentences: Sentences;
  #prepared: readonly Prepared[] = [];
  #shown: Picked[] = [];
  #active = 0;
  /** Whether somebody has pointed at it, and not the list itself at its first. */
  #isPointed = false;
  #recent: readonly string[] = [];
  #picked: ((picked: Picked, more: boolean) => void) | null = null;
  #closed: (() => void) | null = null;
  #mayMake = true;

  constructor(box: HTMLElement, sentences: Sentences) {
    this.#box = box;
    this.#sentences = sentences;
    this.#input = box.querySelector("input")!;
    this.#list = box.querySelector<HTMLElement>("[role=listbox]")!;
    this.#about = box.querySelector<HTMLElement>("[data-about]")!;
    this.#input.addEventListener("input", () => this.#look());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const place = (event.target as Element).closest<HTMLElement>("[data-place]")?.dataset["place"];
      if (place !== undefined) this.#pick(Number(place), false);
    });
    this.#list.addEventListener("mousemove", (event) => {
      const place = (event.target as Element).closest<HTMLElement>("[data-place]")?.dataset["place"];
      if (place !== undefined && Number(place) !== this.#active) this.#point(Number(place), false);
    });
    box.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState !== "closed") return;
      const closed = this.#closed;
      this.#closed = null;
      // This comes later than the closing: whoever has gone on meanwhile is not called back.
      const at = document.activeElement;
      if (at === null || at === document.body || box.contains(at)) closed?.();
    });
  }

  /** What can be chosen; while the box is open, what somebody points at stays so. */
  set choices(choices: readonly Choice[]) {
    const pointed = this.#isPointed ? this.#shown[this.#active] : undefined;
    this.#prepared = prepare(choices);
    if (!this.isOpen) return;
    this.#look();
    const place = this.#shown.findIndex((each) => pointed !== undefined && nameOf(each) === nameOf(pointed));
    if (place >= 0) this.#point(place, true);
  }

  /** Whether the box is open. */
  get isOpen(): boolean {
    return this.#box.matches(":popover-open");
  }

  /** Opens at a place of the window; `picked` is called with each choice, `closed` at the end. Only who codes may make a code. */
  open(
    at: DOMRect,
    recent: readonly string[],
    picked: (picked: Picked, more: boolean) => void,
    closed: () => void,
    mayMake = true,
  ): void {
    this.#recent = recent;
    this.#picked = picked;
    this.#mayMake = mayMake;
    this.#input.value = "";
    this.#box.showPopover();
    this.#closed = closed;
    for (const foot of this.#box.querySelectorAll<HTMLElement>("[data-foot]")) foot.hidden = (foot.dataset["foot"] === "coding") !== mayMake;
    this.#put(at);
    this.#look();
    this.#input.focus({ preventScroll: true });
  }

  /** Closes without choosing. */
  close(): void {
    this.#box.hidePopover();
  }

  #put(at: DOMRect): void {
    const [width, height] = [this.#box.offsetWidth, this.#box.offsetHeight];
    const gap = 8;
    const below = at.bottom + gap + height <= innerHeight;
    const above = at.top - gap - height >= 0;
    const top = below ? at.bottom + gap : above ? at.top - gap - height : at.top;
    // Where there is room neither below nor above, what was selected is still seen if the box stands beside it.
    const left = below || above || at.right + gap + width > innerWidth ? at.left : at.right + gap;
    this.#box.style.insetInlineStart = `${Math.max(gap, Math.min(left, innerWidth - width - gap))}px`;
    this.#box.style.insetBlockStart = `${Math.max(gap, Math.min(top, innerHeight - height - gap))}px`;
  }

  #look(): void {
    const typed = this.#input.value.trim();
    const found = matching(this.#prepared, typed, this.#recent);
    this.#shown = found.slice(0, MOST).map((code) => ({ code }));
    const isNew = typed !== "" && !found.some((code) => plain(code.label) === plain(typed));
    if (isNew && this.#mayMake) this.#shown.push({ label: typed });
    this.#list.replaceChildren(...this.#shown.map((each, place) => this.#option(each, place)));
    this.#point(0, true, false);
  }

  #option(each: Picked, place: number): HTMLElement {
    const option = document.createElement("div");
    option.role = "option";
    option.id = `choice-${place}`;
    option.dataset["place"] = String(place);
    if ("label" in each) {
      option.className = "choice choice-new";
      option.textContent = this.#sentences.say("make", { label: each.label });
      return option;
    }
    const { code } = each;
    option.className = "choice";
    const mark = document.createElement("span");
    mark.className = `mark hue-${code.hue} line-${code.line}`;
    mark.append(span("choice-label", code.label));
    const other = this.#otherName(code);
    if (other !== "") mark.append(span("choice-other", other));
    option.append(mark, span("choice-path", [code.number, code.path].filter(Boolean).join(" · ")));
    if (code.shortcut !== "") {
      const key = document.createElement("kbd");
      key.textContent = code.shortcut;
      option.append(key);
    }
    return option;
  }

  /** The name that the typed letters were found in, where it is not the label. */
  #otherName(code: Choice): string {
    const typed = plain(this.#input.value.trim());
    if (typed === "" || plain(code.label).includes(typed)) return "";
    return code.names.find((name) => plain(name).includes(typed)) ?? "";
  }

  #point(place: number, scroll: boolean, bySomebody = true): void {
    this.#active = place;
    this.#isPointed = bySomebody;
    for (const [at, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(at === place));
      if (at === place && scroll) option.scrollIntoView({ block: "nearest" });
    }
    const each = this.#shown[place];
    if (each === undefined) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `choice-${place}`);
    this.#about.replaceChildren(...(each === undefined ? [paragraph(this.#sentences.say("none"))] : this.#told(each)));
  }

  #told(each: Picked): HTMLElement[] {
    if ("label" in each) return [paragraph(this.#sentences.say("making"))];
    const { code } = each;
    const told = code.definition === "" ? [] : [paragraph(code.definition)];
    if (code.plain !== "") told.push(head(this.#sentences.say("plain")), paragraph(code.plain));
    const parts = [
      ["inclusion", code.inclusion],
      ["exclusion", code.exclusion],
      ["examples", code.examples],
      ["near", code.near ?? []],
    ] as const;
    for (const [name, lines] of parts) {
      if (lines.length === 0) continue;
      const list = document.createElement("ul");
      list.append(...lines.map(listed));
      told.push(head(this.#sentences.say(name)), list);
    }
    return told;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const last = this.#shown.length - 1;
    const places: Record<string, number> = {
      ArrowDown: this.#active >= last ? 0 : this.#active + 1,
      ArrowUp: this.#active <= 0 ? last : this.#active - 1,
      PageDown: Math.min(last, this.#active + 8),
      PageUp: Math.max(0, this.#active - 8),
    };
    const place = places[event.key];
    if (place !== undefined && last >= 0) this.#point(place, true);
    else if (event.key === "Enter") this.#pick(this.#active, event.shiftKey);
    else if (event.key === "Tab") this.close();
    else return;
    event.preventDefault();
  }

  #pick(place: number, more: boolean): void {
    const each = this.#shown[place];
    if (each === undefined) return;
    const picked = this.#picked;
    if (more) {
      this.#input.value = "";
      picked?.(each, true);
      this.#look();
      return;
    }
    picked?.(each, false);
    this.close();
  }
}

function span(name: string, words: string): HTMLElement {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = words;
  return made;
}

function paragraph(words: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

function head(words: string): HTMLElement {
  const made = document.createElement("h3");
  made.textContent = words;
  return made;
}

function listed(words: string): HTMLElement {
  const made = document.createElement("li");
  made.textContent = words;
  return made;
}

function nameOf(picked: Picked): string {
  return "code" in picked ? keyOf(picked.code) : `new ${picked.label}`;
}
