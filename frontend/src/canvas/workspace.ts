// The coding workspace: what is selected, what is coded here, and every key of it, tied together.

import { isTyping } from "../frame/typing";
import { drawMarks } from "../highlights/minimap";
import type { Paint } from "../highlights/paint";
import type { Span } from "../positions/utf16";
import type { Box, Picked } from "./box";
import type { Chosen, Column, Words } from "./column";
import { Codings } from "./codings";
import { chosenBefore, keyOf, roleOf, type Choice } from "./match";
import { Meanwhile } from "./meanwhile";
import { showMarks, showTurn } from "./newer";
import { quotation } from "./quoting";
import { newChange, Outbox, type Wish, type Written } from "./saving";
import { Selecting } from "./selecting";
import type { Sentences } from "../frame/sentences";
import type { Status } from "./status";
import { Tree } from "./tree";
import type { Unit } from "./units";

const UNITS: Readonly<Record<string, Unit>> = { w: "word", s: "sentence", t: "turn" };
const RECENT = 12;

/** The parts that a workspace is made of. */
export interface Parts {
  readonly root: HTMLElement;
  readonly column: Column;
  readonly paint: Paint;
  readonly box: Box;
  readonly status: Status;
  readonly sentences: Sentences;
  readonly bar: HTMLElement;
}

/** One source being read and coded. */
export class Workspace {
  readonly #parts: Parts;
  readonly #outbox: Outbox;
  readonly #codings: Codings;
  readonly #selecting: Selecting;
  readonly #tree: Tree | null;
  readonly #meanwhile: Meanwhile;
  #choices: readonly Choice[] = [];
  #recent: string[];
  /** The change that makes a code which is not known here yet, and whether it is wanted again. */
  #making = "";
  #waiting = false;
  #listing: ReturnType<typeof setTimeout> | undefined;
  /** The marks of turns that were painted before anything was saved, as they are without that. */
  readonly #saved = new Map<Words, string>();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { root, status, sentences } = parts;
    this.#recent = JSON.parse(sessionStorage.getItem(this.#recentKey) ?? "[]") as string[];
    this.#codings = new Codings(parts, {
      recode: (coding, at) => this.#recode(coding, at),
      resize: (coding) => this.#resize(coding),
      remove: (coding) => this.#send({ do: "remove", change: newChange(), coding }),
      say: (coding, said) => this.#send({ do: "set", change: newChange(), coding, said }),
    });
    this.#selecting = new Selecting(parts, (at) => this.#codings.show(at));
    const tree = document.getElementById("tree");
    this.#tree = tree && new Tree(tree, (choice, back) => this.#codeFromTree(choice, back));
    this.#outbox = new Outbox(root.dataset["codings"]!, root.dataset["token"]!, {
      written: (wish, answer) => this.#written(wish, answer),
      refused: (wish, sentence, field) => {
        if (wish.change === this.#making) this.#making = "";
        this.#codings.made(wish.change, false);
        if (!this.#codings.refused(wish.coding, sentence, field)) status.trouble(sentence);
        // What was painted before it was saved is unpainted: the page as it is has no trace of it.
        if (wish.place !== undefined) void this.#meanwhile.takeNewer();
      },
      kept: (n, sentence) => {
        status.trouble(sentence === "" ? sentences.say("kept", { n }) : `${sentence} ${sentences.say("again", { n })}`);
        this.#unpaint();
      },
      caughtUp: () => status.say(sentences.say("sent")),
    });
    this.#meanwhile = new Meanwhile(parts, {
      isSaving: () => this.#outbox.length > 0,
      taken: () => {
        this.#saved.clear();
        this.#codings.refresh();
      },
      undone: () => void this.#fetchChoices(),
    });
    this.#listen();
    void this.#outbox.flush();
    void this.#fetchChoices();
  }

  get #recentKey(): string {
    return `recent codes ${this.#parts.root.dataset["choices"]}`;
  }

  // -- coding ----------------------------------------------------------------------------------------

  #openBox(): void {
    const chosen = this.#selecting.wanted();
    if (chosen === null) return;
    const { column, box } = this.#parts;
    const back = document.activeElement;
    const rect = column.range(chosen)?.getBoundingClientRect() ?? new DOMRect();
    box.open(rect, this.#recent, (picked) => this.#code(chosen, picked), () => this.#focusBack(back, chosen));
  }

  #focusBack(back: Element | null, at: Span): void {
    if (back instanceof HTMLElement && back !== document.body && back.isConnected && !back.closest("[popover]")) back.focus({ preventScroll: true });
    else this.#parts.column.touched(at)[0]?.element.focus({ preventScroll: true });
  }

  #code(chosen: Chosen, picked: Picked): void {
    const wish = { change: newChange(), place: this.#placed(chosen) };
    if ("label" in picked) {
      this.#hastily(chosen, 1, 1);
      this.#making = wish.change;
      this.#send({ do: "new", ...wish, label: picked.label });
      return;
    }
    this.#remember(keyOf(picked.code));
    this.#hastily(chosen, picked.code.hue, picked.code.line);
    this.#send({ do: "code", ...wish, codes: [picked.code.id], ...roleOf(picked.code) });
  }

  #again(): void {
    if (this.#making !== "") {
      this.#waiting = true;
      return;
    }
    const last = chosenBefore(this.#choices, this.#recent[0]);
    if (last === undefined) this.#parts.status.say(this.#parts.sentences.say("no last"));
    else this.#codeSelected(last);
  }

  #codeSelected(code: Choice): void {
    const chosen = this.#selecting.wanted();
    if (chosen !== null) this.#code(chosen, { code });
  }

  #codeFromTree(code: Choice, back: boolean): void {
    this.#codeSelected(code);
    // The keys for what was coded are the page's again; in the tree, letters look for a code.
    if (back && this.#selecting.chosen !== null) this.#focusBack(null, this.#selecting.chosen);
  }

  #flag(): void {
    const chosen = this.#selecting.wanted();
    if (chosen !== null) this.#send({ do: "flag", change: newChange(), place: this.#placed(chosen) });
  }

  #placed(chosen: Chosen): NonNullable<Wish["place"]> {
    return { revision: this.#parts.root.dataset["revision"]!, start: chosen.start, end: chosen.end, words: chosen.words };
  }

  #remember(code: string): void {
    this.#recent = [code, ...this.#recent.filter((each) => each !== code)].slice(0, RECENT);
    sessionStorage.setItem(this.#recentKey, JSON.stringify(this.#recent));
  }

  /** Paints before anything is saved: what is refused, or cannot be saved yet, is unpainted again. */
  #hastily(at: Span, hue: number, line: number): void {
    for (const turn of this.#parts.column.touched(at)) {
      const positions = this.#parts.column.positions(turn);
      const [start, end] = [Math.max(0, at.start - turn.start), Math.min(positions.length, at.end - turn.start)];
      const before = turn.element.dataset["marks"];
      if (!this.#saved.has(turn)) this.#saved.set(turn, before ?? "");
      turn.element.dataset["marks"] = [before, `${start} ${end} ${hue} ${line}`].filter(Boolean).join(";");
      this.#parts.paint.turn(turn.element);
    }
  }

  #unpaint(): void {
    for (const [turn, marks] of this.#saved) showMarks(this.#parts.paint, turn, marks);
    this.#saved.clear();
  }

  #send(wish: Wish): void {
    if (wish.do === "code" || wish.do === "new") this.#codings.making(wish.change);
    this.#outbox.send(wish);
  }

  #recode(coding: string, at: DOMRect): void {
    const back = document.activeElement;
    this.#parts.box.open(
      at,
      this.#recent,
      (picked) => {
        if ("label" in picked) return;
        this.#remember(keyOf(picked.code));
        this.#send({ do: "set", change: newChange(), coding, codes: [picked.code.id], ...roleOf(picked.code) });
      },
      () => back instanceof HTMLElement && back.isConnected && back.focus({ preventScroll: true }),
      false,
    );
  }

  #resize(coding: string): void {
    const chosen = this.#selecting.wanted();
    if (chosen !== null) this.#send({ do: "resize", change: newChange(), coding, place: this.#placed(chosen) });
  }

  #written(wish: Wish, answer: Written): void {
    const { root, column, paint, status } = this.#parts;
    const items = new Map(column.turns.map((turn) => [turn.item.id, turn]));
    for (const now of answer.turns) {
      const turn = items.get(`t${now.number}`);
      if (!turn) continue;
      showTurn(paint, turn, now);
      this.#saved.delete(turn);
    }
    const offers = document.getElementById("offers");
    if (offers) offers.innerHTML = answer.offers;
    if (answer.place) void this.#codings.show({ start: answer.place[0], end: answer.place[1] }, answer.codings[0]);
    this.#codings.made(wish.change, true);
    status.say(answer.say);
    if (answer.revision !== root.dataset["revision"]) status.newer();
    // Warnings stand above the turns and above the page.
    else if (wish.do === "flag" || answer.before !== root.dataset["latest"]) void this.#meanwhile.takeNewer();
    root.dataset["latest"] = answer.latest;
    if (wish.do === "new") void this.#fetchChoices().then(() => this.#made(wish));
    this.#listCodes();
  }

  /** A code that was made is the last one used, as any other; whoever asked for the last one meanwhile gets it. */
  #made(wish: Wish): void {
    const made = this.#choices.findLast((each) => each.label === wish.label);
    if (made) this.#remember(keyOf(made));
    if (this.#making !== wish.change) return;
    this.#making = "";
    if (this.#waiting) this.#again();
    this.#waiting = false;
  }

  /** Lists the source's codes, where they lie, and how often each code is used, anew once nothing was written for a while: a whole source has to be looked through. */
  #listCodes(): void {
    clearTimeout(this.#listing);
    this.#listing = setTimeout(() => {
      drawMarks(this.#parts.column.element);
      void this.#fetchCodes();
      void this.#fetchChoices();
    }, 800);
  }

  async #fetchCodes(): Promise<void> {
    const answer = await fetch(this.#parts.root.dataset["codes"]!).catch(() => null);
    const list = document.getElementById("coded-here");
    if (answer?.ok && list) list.innerHTML = await answer.text();
  }

  async #fetchChoices(): Promise<void> {
    const answer = await fetch(this.#parts.root.dataset["choices"]!).catch(() => null);
    if (!answer?.ok) return;
    this.#choices = ((await answer.json()) as { codes: Choice[] }).codes;
    this.#parts.box.choices = this.#choices;
    this.#tree?.show(this.#choices);
    this.#parts.root.dataset["ready"] = String(this.#choices.length);
  }

  // -- keys, mouse, touch ------------------------------------------------------------------------------

  #listen(): void {
    const { column, bar, root } = this.#parts;
    bar.addEventListener("click", (event) => {
      const wish = (event.target as Element).closest<HTMLElement>("[data-bar]")?.dataset["bar"];
      if (wish === "code") this.#openBox();
      else if (wish === "again") this.#again();
      else if (wish === "flag") this.#flag();
      else if (wish === "clear") this.#selecting.clear();
    });
    addEventListener("keydown", (event) => this.#key(event));
    column.element.addEventListener("copy", (event) => this.#copied(event));
    root.addEventListener("drop", (event) => event.preventDefault());
  }

  #key(event: KeyboardEvent): void {
    if (isTyping(event) || event.defaultPrevented) return;
    if (this.#parts.box.isOpen) return;
    if (this.#codings.key(event)) return;
    const onControl = (event.target as Element).closest?.("a, button, summary") !== null && event.target !== document.body;
    const unit = UNITS[event.key.toLowerCase()];
    const done = (act: () => void): void => {
      event.preventDefault();
      act();
    };
    if (unit !== undefined) done(() => this.#selecting.next(unit, event.shiftKey ? -1 : 1));
    else if (event.key === "e") done(() => this.#selecting.stretch(1));
    else if (event.key === "E") done(() => this.#selecting.stretch(-1));
    else if (event.key === "c" || (event.key === "Enter" && this.#selecting.chosen !== null && !onControl)) done(() => this.#openBox());
    else if (event.key === ".") done(() => this.#again());
    else if (event.key === "f") done(() => this.#flag());
    else if (event.key === "l") done(() => this.#codings.focus());
    else if (event.key === "b") done(() => this.#tree?.focus());
    else if (event.key === "Escape" && this.#selecting.chosen !== null) done(() => this.#selecting.clear());
    else this.#byShortcut(event);
  }

  #byShortcut(event: KeyboardEvent): void {
    const code = this.#choices.find((each) => each.shortcut !== "" && each.shortcut === event.key);
    if (code === undefined) return;
    event.preventDefault();
    this.#codeSelected(code);
  }

  /** What is copied says where it was said. */
  #copied(event: ClipboardEvent): void {
    const { column, root, sentences } = this.#parts;
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || !event.clipboardData) return;
    const chosen = column.chosen(selection.getRangeAt(0));
    if (chosen === null) return;
    event.clipboardData.setData("text/plain", quotation(chosen, column, root.dataset["origin"] ?? "", sentences, this.#codings.partner(chosen)));
    event.preventDefault();
    this.#parts.status.say(sentences.say("copied"));
  }
}
