// Takes over what a newer rendering of this very page says, without losing one's place in it.

import type { Column, Words } from "./column";
import type { Paint } from "../highlights/paint";
import type { TurnNow } from "./saving";

/** Paints a turn with these marks and no others. */
export function showMarks(paint: Paint, turn: Words, marks: string): void {
  if (marks === "") delete turn.element.dataset["marks"];
  else turn.element.dataset["marks"] = marks;
  paint.turn(turn.element);
}

/** Puts a turn's codings as they are now: marks under the words, names in the margin. */
export function showTurn(paint: Paint, turn: Words, now: Pick<TurnNow, "marks" | "codes">): void {
  showMarks(paint, turn, now.marks);
  turn.item.querySelector(".turn-codes")?.remove();
  turn.item.insertAdjacentHTML("beforeend", now.codes);
}

/** Puts a turn's warnings as they are now, before its words. */
function showFlags(turn: Words, now: Element | null): void {
  const flags = flagsOf(now);
  if (flags === flagsOf(turn.item)) return;
  for (const flag of turn.item.querySelectorAll(".turn-flag")) flag.remove();
  turn.element.insertAdjacentHTML("beforebegin", flags);
}

function flagsOf(item: Element | null): string {
  return [...(item?.querySelectorAll(".turn-flag") ?? [])].map((flag) => flag.outerHTML).join("");
}

/** Takes codings, warnings, margin, bar and notes from a freshly fetched page; false where its text is another one. */
export function takeOver(fresh: Document, column: Column, paint: Paint): boolean {
  const root = fresh.querySelector<HTMLElement>("[data-canvas]");
  const here = document.querySelector<HTMLElement>("[data-canvas]");
  const words = [...fresh.querySelectorAll<HTMLElement>(".turns .words")];
  if (!root || !here || root.dataset["revision"] !== here.dataset["revision"]) return false;
  if (words.length !== column.turns.length) return false;
  for (const [place, turn] of column.turns.entries()) {
    const now = words[place]!;
    const codes = now.closest("li")?.querySelector(".turn-codes")?.outerHTML ?? "";
    const marks = now.dataset["marks"] ?? "";
    const before = turn.item.querySelector(".turn-codes")?.outerHTML ?? "";
    if (marks !== (turn.element.dataset["marks"] ?? "") || codes !== before) showTurn(paint, turn, { marks, codes });
    showFlags(turn, now.closest("li"));
  }
  here.dataset["latest"] = root.dataset["latest"] ?? "";
  for (const part of ["#offers", "#warning", "#sifted", "#coded-here", ".note"]) replace(part, fresh);
  return true;
}

function replace(part: string, fresh: Document): void {
  const [now, before] = [fresh.querySelector(part), document.querySelector(part)];
  if (now && before) before.replaceWith(document.importNode(now, true));
  else if (now && part === ".note") document.getElementById("page")?.prepend(document.importNode(now, true));
  else if (before && part === ".note") before.remove();
}
