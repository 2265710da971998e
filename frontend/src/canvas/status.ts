// What the workspace says: aloud for those who listen, and on the page where something needs attention.

/** One line that is spoken and shown. */
export class Status {
  readonly #spoken: HTMLElement;
  readonly #shown: HTMLElement;

  constructor(spoken: HTMLElement, shown: HTMLElement) {
    this.#spoken = spoken;
    this.#shown = shown;
    shown.querySelector("[data-reload]")?.addEventListener("click", () => location.reload());
  }

  /** Says something that needs no answer. */
  say(sentence: string): void {
    this.#speak(sentence);
    this.#show(sentence, "");
  }

  /** Says what went wrong; it stays until something else is said. */
  trouble(sentence: string): void {
    this.#speak(sentence);
    this.#show(sentence, "trouble");
  }

  /** Offers the newer state of a text that is not the one shown any more. */
  newer(): void {
    this.#show(this.#shown.dataset["newer"] ?? "", "newer");
    this.#speak(this.#shown.dataset["newer"] ?? "");
  }

  /** The same words twice are heard twice. */
  #speak(sentence: string): void {
    this.#spoken.textContent = "";
    requestAnimationFrame(() => (this.#spoken.textContent = sentence));
  }

  #show(sentence: string, state: string): void {
    if (this.#shown.dataset["state"] === "newer" && state !== "newer") return;
    this.#shown.hidden = sentence === "";
    this.#shown.dataset["state"] = state;
    this.#shown.querySelector("p")!.textContent = sentence;
  }
}
