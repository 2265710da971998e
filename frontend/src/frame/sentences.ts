// The sentences that scripts say, written by the server in the reader's language.

/** A sentence, or its forms for different numbers. */
type Written = string | Readonly<Record<string, string>>;

/** Looks sentences up and fills their gaps. */
export class Sentences {
  readonly #written: Readonly<Record<string, Written>>;
  readonly #language: string;
  // Made when a number is first said: making them takes as long as painting a page, before which they would stand.
  #rules: Intl.PluralRules | undefined;
  #numbers: Intl.NumberFormat | undefined;

  constructor(written: Readonly<Record<string, Written>>, language: string) {
    this.#written = written;
    this.#language = language;
  }

  /** The sentence of that name, its gaps `{name}` filled; `n` chooses the form. */
  say(name: string, filled: Readonly<Record<string, string | number>> = {}): string {
    const written = this.#written[name] ?? "";
    const sentence = typeof written === "string" ? written : (written[this.#form(Number(filled["n"]))] ?? written["other"] ?? "");
    return sentence.replace(/\{(\w+)\}/g, (_, gap: string) => this.#filled(filled[gap]));
  }

  #form(n: number): string {
    return (this.#rules ??= new Intl.PluralRules(this.#language)).select(n);
  }

  #filled(value: string | number | undefined): string {
    if (typeof value !== "number") return value ?? "";
    return (this.#numbers ??= new Intl.NumberFormat(this.#language)).format(value);
  }
}

/** The sentences that a part of the page carries. */
export function readSentences(root: HTMLElement): Sentences {
  const written = root.dataset["sentences"] ?? "{}";
  return new Sentences(JSON.parse(written) as Record<string, Written>, document.documentElement.lang || "en");
}
