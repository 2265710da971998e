// Which codes answer to a few typed letters, best first. Pure.

/** A code as the command box knows it. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly number: string;
  /** Its labels in the other languages. */
  readonly names: readonly string[];
  readonly path: string;
  readonly parent: string;
  readonly heading: boolean;
  readonly hue: number;
  readonly line: number;
  readonly used: number;
  readonly shortcut: string;
  readonly href: string;
  readonly definition: string;
  readonly plain: string;
  readonly inclusion: readonly string[];
  readonly exclusion: readonly string[];
  readonly examples: readonly string[];
}

/** A code with the words that are looked through, prepared once. */
export interface Prepared {
  readonly choice: Choice;
  readonly label: string;
  readonly names: readonly string[];
  readonly number: string;
  readonly path: string;
}

/** Letters without case and accents, so that "genomforande" finds "Genomförande". */
export function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What can be chosen, ready to be looked through. */
export function prepare(choices: readonly Choice[]): Prepared[] {
  return choices
    .filter((choice) => !choice.heading)
    .map((choice) => ({
      choice,
      label: plain(choice.label),
      names: choice.names.map(plain),
      number: plain(choice.number),
      path: plain(choice.path),
    }));
}

/** The codes that hold every typed word, best first; without words the recent ones, then all in their order. */
export function matching(prepared: readonly Prepared[], typed: string, recent: readonly string[] = []): Choice[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const scored = prepared
    .map((each, place) => ({ each, place, score: words.length > 0 ? score(each, words) : 1, last: recent.indexOf(each.choice.id) }))
    .filter((found) => found.score > 0);
  scored.sort((a, b) => b.score - a.score || recency(b.last) - recency(a.last) || a.place - b.place);
  return scored.map((found) => found.each.choice);
}

function recency(last: number): number {
  return last < 0 ? -Infinity : -last;
}

function score(each: Prepared, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const found = wordScore(each, word);
    if (found === 0) return 0;
    sum += found;
  }
  return each.label === words.join(" ") ? sum + 100 : sum;
}

function wordScore(each: Prepared, word: string): number {
  if (each.number !== "" && each.number === word) return 90;
  const best = Math.max(textScore(each.label, word), ...each.names.map((name) => textScore(name, word) * 0.9));
  if (best > 0) return best;
  if (each.number !== "" && each.number.startsWith(word)) return 15;
  return textScore(each.path, word) > 0 ? 5 : 0;
}

function textScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 60;
  return /[\p{L}\p{N}]/u.test(text[at - 1]!) ? 20 : 40;
}
