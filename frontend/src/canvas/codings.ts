// What is coded at a place, listed beside the text: read, walked by arrow keys, changed by its coder.

import { paintOver } from "../highlights/paint";
import type { Span } from "../positions/utf16";
import type { Parts } from "./workspace";

/** What can be asked of a coding. */
export interface Wishes {
  recode(coding: string, at: DOMRect): void;
  resize(coding: string): void;
  remove(coding: string): void;
  say(coding: string, said: Readonly<Record<string, string>>): void;
}

const VALENCES = ["helps", "hinders", "both", "neither", ""] as const;
const SAYING = ["v", "y", "a", "m"];
const EXAMPLES = ["concrete", "general", ""] as const;

/** The list in the panel. */
export class Codings {
  readonly #parts: Parts;
  readonly #wishes: Wishes;
  readonly #list: HTMLElement;
  #place: Span | null = null;
  #shown: Span | null = null;
  #last = "";
  #coming: Promise<number> = Promise.resolve(0);
  /** The codings that are being written, by the change that writes them: told whether they came about. */
  readonly #making = new Map<string, { done: Promise<boolean>; tell: (made: boolean) => void }>();
  readonly #lastSaid: Record<string, string> = { valence: "helps", example: "concrete" };

  constructor(parts: Parts, wishes: Wishes) {
    this.#parts = parts;
    this.#wishes = wishes;
    this.#list = document.getElementById("here")!;
    this.#list.addEventListener("click", (event) => this.#clicked(event));
    document.querySelector("[data-put-away]")?.addEventListener("click", () => (parts.root.dataset["listed"] = "0"));
    this.#list.addEventListener("submit", (event) => this.#submitted(event));
    addEventListener("beforeunload", (event) => this.#unsaved().length > 0 && event.preventDefault());
    this.#list.addEventListener("focusin", (event) => this.#light(itemOf(event.target)));
    this.#list.addEventListener("focusout", () => this.#light(null));
    this.#list.addEventListener("mouseover", (event) => this.#light(itemOf(event.target)));
    this.#list.addEventListener("mouseleave", () => this.#light(null));
  }

  /** Shows what is coded at a place; answers how many codings touch it. `made` is the coding that keys speak of now. */
  show(place: Span, made?: string): Promise<number> {
    this.#place = place;
    if (made !== undefined) this.#last = made;
    this.#coming = this.#fetch(place);
    return this.#coming;
  }

  /** A coding is being written: keys that speak of the one made last are meant for it, and wait. */
  making(change: string): void {
    let tell: (made: boolean) => void = () => undefined;
    const done = new Promise<boolean>((resolve) => (tell = resolve));
    this.#making.set(change, { done, tell });
  }

  /** It was written and is being shown, or was refused. */
  made(change: string, made: boolean): void {
    this.#making.get(change)?.tell(made);
    this.#making.delete(change);
  }

  async #fetch(place: Span): Promise<number> {
    const address = new URL(this.#parts.root.dataset["here"]!, location.href);
    address.searchParams.set("at", `${place.start}-${place.end}`);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || this.#place !== place) return 0;
    this.#put(await answer.text());
    this.#shown = place;
    return this.#items().length;
  }

  #put(html: string): void {
    for (const form of this.#unsaved()) this.#save(form, true);
    const focused = itemOf(document.activeElement)?.dataset["coding"];
    // Words that readers are warned of stay open once they were opened.
    const shown = (item: HTMLElement): boolean => item.querySelector("details.distressing[open]") !== null;
    const opened = new Set(this.#items().filter(shown).map((item) => item.dataset["coding"]));
    this.#list.innerHTML = html;
    for (const item of this.#items()) {
      if (opened.has(item.dataset["coding"])) item.querySelector("details.distressing")?.setAttribute("open", "");
    }
    this.#parts.root.dataset["listed"] = String(this.#items().length);
    if (focused !== undefined) this.#items().find((each) => each.dataset["coding"] === focused)?.focus({ preventScroll: true });
  }

  /** A field of a coding was refused: the sentence stands at it, where one is still in its form; whether it does. */
  refused(coding: string | undefined, sentence: string, name: string): boolean {
    const item = this.#items().find((each) => each.dataset["coding"] === coding);
    const field = name === "" ? null : (item?.querySelector<HTMLElement>(`[name="${name}"]`) ?? null);
    if (item === undefined || field === null || !item.contains(document.activeElement)) return false;
    const id = `trouble-${name}-${coding}`;
    document.getElementById(id)?.remove();
    const trouble = document.createElement("p");
    trouble.role = "alert";
    trouble.id = id;
    trouble.textContent = sentence;
    field.closest("label")!.after(trouble);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-errormessage", id);
    this.#write(item, name);
    return true;
  }

  /** Asks again for what is shown. */
  refresh(): void {
    if (this.#place !== null) void this.show({ ...this.#place });
  }

  /** What stands in the original or the translation for a place whose list is shown; "" where nothing does. */
  partner(place: Span): string {
    const shown = this.#list.querySelector<HTMLElement>("[data-partner]");
    if (shown === null || this.#shown?.start !== place.start || this.#shown.end !== place.end) return "";
    return `${shown.dataset["partner"]!} “${shown.textContent}”`;
  }

  /** Goes to the list, or says that it is empty. */
  focus(): void {
    const [first] = this.#items();
    if (first) first.focus();
    else this.#parts.status.say(this.#parts.sentences.say("none here"));
  }

  /** Keys of the list, and of the coding made last; whether the key was one of them. */
  key(event: KeyboardEvent): boolean {
    const item = itemOf(event.target);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (item && by !== undefined) {
      const items = this.#items();
      items[items.indexOf(item) + by]?.focus();
      return taken(event);
    }
    const last = [...this.#making.values()].at(-1);
    if (!item && last !== undefined && SAYING.includes(event.key)) return this.#later(event, last.done);
    const about = item ?? this.#lastItem();
    if (!about && this.#last !== "" && SAYING.includes(event.key)) return this.#later(event, Promise.resolve(true));
    return this.#asked(event, item, about);
  }

  #asked(event: KeyboardEvent, item: HTMLElement | null, about: HTMLElement | null): boolean {
    const coding = about?.dataset["coding"];
    if (!about || coding === undefined || !("mine" in about.dataset)) return false;
    if (item && (event.key === "Delete" || event.key === "Backspace")) {
      this.#wishes.remove(coding);
      return taken(event);
    }
    if (item && event.key === "c") {
      this.#wishes.recode(coding, item.getBoundingClientRect());
      return taken(event);
    }
    if (event.key === "v") this.#cycle(about, coding, "valence", VALENCES);
    else if (event.key === "y") this.#cycle(about, coding, "example", EXAMPLES);
    else if (event.key === "a" || event.key === "m") this.#write(about, event.key === "a" ? "about" : "memo");
    else return false;
    return taken(event);
  }

  /** A key that speaks of a coding that is still on its way waits for it; if it does not come about, it is for none. */
  #later(event: KeyboardEvent, made: Promise<boolean>): true {
    void made.then(async (there) => {
      if (!there) return;
      await this.#coming;
      const about = this.#lastItem();
      if (about) this.#asked(event, null, about);
    });
    return taken(event);
  }

  /** The next value of a weight; the first time it is the one used last. */
  #cycle(item: HTMLElement, coding: string, name: "valence" | "example", values: readonly string[]): void {
    const now = item.querySelector<HTMLSelectElement>(`select[name=${name}]`)?.value ?? "";
    const next = now === "" ? this.#lastSaid[name]! : values[(values.indexOf(now) + 1) % values.length]!;
    if (next !== "") this.#lastSaid[name] = next;
    this.#wishes.say(coding, { [name]: next });
  }

  #write(item: HTMLElement, name: string): void {
    const more = item.querySelector<HTMLDetailsElement>("details");
    if (more) more.open = true;
    item.querySelector<HTMLElement>(`[name=${name}]`)?.focus();
  }

  #clicked(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>("button[data-do]");
    const item = itemOf(button);
    const coding = item?.dataset["coding"];
    if (!button || !item || coding === undefined) return;
    const wish = button.dataset["do"];
    if (wish === "recode") this.#wishes.recode(coding, button.getBoundingClientRect());
    else if (wish === "resize") this.#wishes.resize(coding);
    else if (wish === "remove") this.#wishes.remove(coding);
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const coding = itemOf(form)?.dataset["coding"];
    if (!form.matches("[data-saying]") || coding === undefined) return;
    event.preventDefault();
    this.#save(form, false);
  }

  /** Says what a form holds; what was typed and left is `changed` alone, each field by itself: one that is refused takes no other along. */
  #save(form: HTMLFormElement, changed: boolean): void {
    const coding = itemOf(form)?.dataset["coding"];
    if (coding === undefined) return;
    const fields = fieldsOf(form).filter((field) => !changed || isChanged(field));
    const said = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    fields.forEach(keep);
    if (!changed) this.#wishes.say(coding, said);
    else for (const [name, value] of Object.entries(said)) this.#wishes.say(coding, { [name]: value });
  }

  /** The forms of the list that hold what was not saved. */
  #unsaved(): HTMLFormElement[] {
    return [...this.#list.querySelectorAll<HTMLFormElement>("form[data-saying]")].filter((form) => fieldsOf(form).some(isChanged));
  }

  /** Shows where the listed coding stands. */
  #light(item: HTMLElement | null): void {
    const [start, end] = [Number(item?.dataset["start"]), Number(item?.dataset["end"])];
    const at = item && start < end ? { start, end } : null;
    paintOver("pointed", this.#parts.column.turns.map((turn) => turn.element), at, 15);
  }

  #items(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[data-coding]")];
  }

  #lastItem(): HTMLElement | null {
    return this.#items().find((each) => each.dataset["coding"] === this.#last) ?? null;
  }
}

function itemOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-coding]") : null;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("[name]")];
}

/** From now on the field is as it was saved. */
function keep(field: Field): void {
  if (!(field instanceof HTMLSelectElement)) field.defaultValue = field.value;
  else for (const option of field.options) option.defaultSelected = option.selected;
}

function isChanged(field: Field): boolean {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  return field.value !== ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
}

function taken(event: KeyboardEvent): true {
  event.preventDefault();
  return true;
}
