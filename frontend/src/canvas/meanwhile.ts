// What came into the study meanwhile, by others or by undo and redo, taken over without losing one's place.

import { drawMarks } from "../highlights/minimap";
import { takeOver } from "./newer";
import type { Parts } from "./workspace";

/** What the workspace does about it. */
export interface Listener {
  /** Whether something of this page is still on its way: then what is newer is waited for. */
  isSaving(): boolean;
  /** The page shows the newer state now. */
  taken(): void;
  /** Undo or redo was done, so that codes may have come or gone. */
  undone(): void;
}

/** Looks for newer states of the page, and takes them over. */
export class Meanwhile {
  readonly #parts: Parts;
  readonly #listener: Listener;

  constructor(parts: Parts, listener: Listener) {
    this.#parts = parts;
    this.#listener = listener;
    document.addEventListener("visibilitychange", () => void this.#look());
    addEventListener("focus", () => void this.#look());
    document.addEventListener("submit", (event) => this.#undoing(event));
  }

  /** Fetches this very page and takes over what is newer in it. */
  async takeNewer(): Promise<void> {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok && !this.#take(parsed(await answer.text()))) this.#parts.status.newer();
  }

  async #look(): Promise<void> {
    if (document.visibilityState !== "visible" || this.#listener.isSaving()) return;
    const { root } = this.#parts;
    const answer = await fetch(root.dataset["now"]!).catch(() => null);
    if (!answer?.ok) return;
    const { latest } = (await answer.json()) as { latest: string };
    if (latest !== root.dataset["latest"]) await this.takeNewer();
  }

  /** Whether the page could be taken over: its text is still this one. */
  #take(fresh: Document): boolean {
    const { column, paint } = this.#parts;
    if (!takeOver(fresh, column, paint)) return false;
    drawMarks(column.element);
    this.#listener.taken();
    return true;
  }

  /** Undo and redo without leaving one's place: the form is sent, and the page takes over what came of it. */
  #undoing(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.matches("#offers form")) return;
    event.preventDefault();
    const words = new URLSearchParams();
    new FormData(form).forEach((value, name) => typeof value === "string" && words.append(name, value));
    void fetch(form.action, { method: "POST", body: words })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        const fresh = parsed(await answer.text());
        if (!this.#take(fresh)) return location.assign(answer.url);
        this.#parts.status.say(fresh.querySelector(".said p")?.textContent ?? "");
        this.#listener.undone();
      })
      .catch(() => this.#parts.status.trouble(this.#parts.sentences.say("no answer")));
  }
}

function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}
