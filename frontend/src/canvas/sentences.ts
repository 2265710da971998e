// The sentences that scripts say, written by the server in the reader's language.

/** A sentence, or its forms for different numbers. */
type Written = string | Readonly<Record<string, string>>;

/** Looks sentences up and fills their gaps. */
export class Sentences {
  readonly #written: Readonly<Record<string, Written>>;
  readonly #rules: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;

  constructor(written: Readonly<Record<string, Written>>, language: string) {
    this.#written = written;
    this.#rules = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(language);
  }

  /** The sentence of that name, its gaps `{name}` filled; `n` chooses the form. */
  say(name: string, filled: Readonly<Record<string, string | number>> = {}): string {
    const written = this.#written[name] ?? "";
    const n = filled["n"];
    const sentence = typeof written === "string" ? written : (written[this.#rules.select(Number(n))] ?? written["other"] ?? "");
    return sentence.replace(/\{(\w+)\}/g, (_, gap: string) => this.#filled(filled[gap]));
  }

  #filled(value: string | number | undefined): string {
    return typeof value === "number" ? this.#numbers.format(value) : (value ?? "");
  }
}

/** The sentences that a part of the page carries. */
export function readSentences(root: HTMLElement): Sentences {
  const written = root.dataset["sentences"] ?? "{}";
  return new Sentences(JSON.parse(written) as Record<string, Written>, document.documentElement.lang || "en");
}
