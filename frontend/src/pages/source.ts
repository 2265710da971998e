// A source: paint the codings, go to the passage the address names, walk by keys.

import { readAt } from "../highlights/at";
import { followReading } from "../highlights/minimap";
import { paintHere, paintTurns } from "../highlights/paint";
import { isStep, nextTurn } from "../highlights/walk";
import { isTyping } from "../frame/typing";

const turns = document.querySelector<HTMLElement>("[data-turns]");
if (turns !== null) open(turns);

function open(column: HTMLElement): void {
  const words = [...column.querySelectorAll<HTMLElement>(".words")];
  goHere(words);
  const painted = paintTurns(words);
  column.dataset["painted"] = String(painted);
  const minimap = document.querySelector<SVGSVGElement>("[data-minimap]");
  if (minimap !== null) followReading(minimap, column);
  walk(column);
}

function goHere(words: readonly HTMLElement[]): void {
  const at = readAt(document.querySelector<HTMLElement>("[data-at]")?.dataset["at"] ?? "");
  if (at === null) return;
  const first = paintHere(words, at);
  first?.closest("li")?.scrollIntoView({ block: "center", behavior: "instant" });
}

function walk(column: HTMLElement): void {
  const items = [...column.children] as HTMLElement[];
  const coded = items.map((item) => item.querySelector("[data-marks]") !== null);
  let at = items.findIndex((item) => item.classList.contains("is-here"));
  addEventListener("keydown", (event) => {
    if (isTyping(event) || !isStep(event.key)) return;
    at = nextTurn(coded, at, event.key);
    const link = items[at]?.querySelector<HTMLElement>(".turn-number");
    link?.focus({ preventScroll: true });
    items[at]?.scrollIntoView({ block: "center" });
  });
}
