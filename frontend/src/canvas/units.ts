// Words, sentences and turns as steps of a selection made with keys. Pure; places are UTF-16 units of one turn.

import type { Span } from "../positions/utf16";

export type Unit = "word" | "sentence" | "turn";

const segmenters = new Map<string, Intl.Segmenter>();

/** The units of a turn's words in a language, without the blanks around them; at least one where there are words. */
export function unitsOf(text: string, unit: Unit, language: string): Span[] {
  if (unit === "turn") return trimmed(text, { start: 0, end: text.length });
  const found: Span[] = [];
  for (const each of segmenter(unit, language).segment(text)) {
    if (unit === "word" && !each.isWordLike) continue;
    found.push(...trimmed(text, { start: each.index, end: each.index + each.segment.length }));
  }
  return found;
}

/** The unit to select next: the one after `from` (by -1: before), or the one around it where it is none yet. */
export function step(units: readonly Span[], from: Span | null, by: 1 | -1): Span | null {
  if (from === null) return (by === 1 ? units[0] : units.at(-1)) ?? null;
  const exact = units.findIndex((each) => each.start === from.start && each.end === from.end);
  if (exact >= 0) return units[exact + by] ?? null;
  const around = units.find((each) => each.start <= from.start && from.start < each.end);
  if (around !== undefined) return around;
  return (by === 1 ? units.find((each) => each.start >= from.end) : units.findLast((each) => each.end <= from.start)) ?? null;
}

/** `from` grown to the end of the next unit (by -1: shrunk by its last); null where there is none. */
export function stretched(units: readonly Span[], from: Span, by: 1 | -1): Span | null {
  if (by === 1) {
    const next = units.find((each) => each.end > from.end);
    return next === undefined ? null : { start: from.start, end: next.end };
  }
  const last = units.findLast((each) => each.end < from.end && each.end > from.start);
  return last === undefined ? null : { start: from.start, end: last.end };
}

/** A stretch grown over the letters of words that it cuts; in scripts without blanks between words it stays. */
export function wholeWords(text: string, from: Span): Span {
  let { start, end } = from;
  while (cuts(text, start)) start -= 1;
  while (cuts(text, end)) end += 1;
  return { start, end };
}

const LETTER = /[\p{L}\p{M}\p{N}]/u;
const WITHOUT_BLANKS = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

/** Whether a place lies inside a word. */
function cuts(text: string, place: number): boolean {
  const isLetter = (at: number): boolean => LETTER.test(text[at] ?? "") && !WITHOUT_BLANKS.test(text[at]!);
  const joins = (at: number): boolean => /['’-]/.test(text[at] ?? "") && isLetter(at - 1) && isLetter(at + 1);
  return place > 0 && place < text.length && (isLetter(place) || joins(place)) && (isLetter(place - 1) || joins(place - 1));
}

/** How many words a text holds, as this language counts them. */
export function countWords(text: string, language: string): number {
  let count = 0;
  for (const each of segmenter("word", language).segment(text)) if (each.isWordLike) count += 1;
  return count;
}

function trimmed(text: string, span: Span): Span[] {
  const words = text.slice(span.start, span.end);
  const start = span.start + words.length - words.trimStart().length;
  const end = span.end - (words.length - words.trimEnd().length);
  return start < end ? [{ start, end }] : [];
}

function segmenter(granularity: "word" | "sentence", language: string): Intl.Segmenter {
  const key = `${granularity} ${language}`;
  const known = segmenters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(language || "en", { granularity });
  segmenters.set(key, made);
  return made;
}
