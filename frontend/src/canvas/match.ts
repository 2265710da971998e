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
  readonly near?: readonly string[];
  /** The roles that it is coded together with, in one step (CFIR: a characteristic of whom). */
  readonly roles?: readonly Role[];
  /** The role that was chosen with it. */
  readonly role?: string;
}

/** Whose characteristic: the second half of a pair. */
export interface Role {
  readonly id: string;
  readonly label: string;
  readonly number: string;
  readonly names: readonly string[];
}

/** A code with the words that are looked through, prepared once. */
export interface Prepared {
  readonly choice: Choice;
  readonly label: string;
  readonly names: readonly string[];
  readonly number: string;
  readonly path: string;
  /** What it means: definition and plain words. */
  readonly meaning: string;
  /** In a pair, the words of its role, of which one at least has to be typed. */
  readonly role?: { readonly label: string; readonly names: readonly string[]; readonly number: string };
}

/** Letters without case and accents, so that "genomforande" finds "Genomförande". */
export function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What can be chosen, ready to be looked through. */
export function prepare(choices: readonly Choice[]): Prepared[] {
  return choices.filter((choice) => !choice.heading).flatMap((choice) => [prepared(choice), ...pairs(choice)]);
}

function prepared(choice: Choice): Prepared {
  return {
    choice,
    label: plain(choice.label),
    names: choice.names.map(plain),
    number: plain(choice.number),
    path: plain(choice.path),
    meaning: plain(`${choice.plain} ${choice.definition}`),
  };
}

/** A characteristic with each of its roles, as one choice: “Motivation × Innovation Deliverers”. */
function pairs(choice: Choice): Prepared[] {
  return (choice.roles ?? []).map((role) => ({
    ...prepared(choice),
    choice: { ...choice, label: `${choice.label} × ${role.label}`, role: role.id, roles: [], number: [choice.number, role.number].filter(Boolean).join(" × ") },
    role: { label: plain(role.label), names: role.names.map(plain), number: plain(role.number) },
  }));
}

/** What a wish says of a choice's role. */
export function roleOf(choice: Choice): { role?: string } {
  return choice.role === undefined ? {} : { role: choice.role };
}

/** The choice, or pair, that a key stands for. */
export function chosenBefore(choices: readonly Choice[], key: string | undefined): Choice | undefined {
  const choice = choices.find((each) => each.id === key?.split("×")[0]);
  if (choice === undefined || keyOf(choice) === key) return choice;
  return pairs(choice).find((each) => keyOf(each.choice) === key)?.choice;
}

/** What stands for a choice where choices are remembered: its code, in a pair with its role. */
export function keyOf(choice: Choice): string {
  return choice.role === undefined ? choice.id : `${choice.id}×${choice.role}`;
}

/** The codes that hold every typed word, best first; without words the recent ones, then all in their order. */
export function matching(prepared: readonly Prepared[], typed: string, recent: readonly string[] = []): Choice[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const scored = prepared
    .map((each, place) => ({ each, place, score: words.length > 0 ? score(each, words) : each.role === undefined || recent.includes(keyOf(each.choice)) ? 1 : 0, last: recent.indexOf(keyOf(each.choice)) }))
    .filter((found) => found.score > 0);
  scored.sort((a, b) => b.score - a.score || recency(b.last) - recency(a.last) || a.place - b.place);
  return scored.map((found) => found.each.choice);
}

function recency(last: number): number {
  return last < 0 ? -Infinity : -last;
}

function score(each: Prepared, words: readonly string[]): number {
  let sum = 0;
  let [own, role] = [0, 0];
  for (const word of words) {
    if (word === "×" && each.role !== undefined) continue;
    const mine = wordScore(each, word);
    const theirs = each.role === undefined ? 0 : roleScore(each.role, word);
    if (mine === 0 && theirs === 0) return 0;
    if (theirs > mine) role++;
    else own++;
    sum += Math.max(mine, theirs);
  }
  // A pair is offered when both of its halves were typed: else nine of them would stand below each characteristic.
  if (each.role !== undefined && (own === 0 || role === 0)) return 0;
  return each.label === words.join(" ") ? sum + 100 : sum;
}

/** Fewer letters are the beginning of too many words to look for what a code means. */
const SHORTEST_MEANING = 4;

function wordScore(each: Prepared, word: string): number {
  if (each.number !== "" && each.number === word) return 90;
  const best = Math.max(textScore(each.label, word), ...each.names.map((name) => textScore(name, word) * 0.9));
  if (best > 0) return best;
  if (each.number !== "" && each.number.startsWith(word)) return 15;
  if (textScore(each.path, word) > 0) return 5;
  return word.length >= SHORTEST_MEANING && textScore(each.meaning, word) >= 40 ? 1 : 0;
}

function roleScore(role: NonNullable<Prepared["role"]>, word: string): number {
  if (role.number !== "" && role.number === word) return 90;
  return Math.max(textScore(role.label, word), ...role.names.map((name) => textScore(name, word) * 0.9));
}

function textScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 60;
  return /[\p{L}\p{N}]/u.test(text[at - 1]!) ? 20 : 40;
}
