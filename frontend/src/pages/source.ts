// A source: paint the codings while it comes; then go to the passage the address names, walk by keys, and code.

import { Box } from "../canvas/box";
import { Column } from "../canvas/column";
import { readSentences } from "../frame/sentences";
import { Status } from "../canvas/status";
import { Workspace } from "../canvas/workspace";
import { isTyping } from "../frame/typing";
import { readAt } from "../highlights/at";
import { paintAsTheyCome } from "../highlights/coming";
import { followReading } from "../highlights/minimap";
import { Paint, paintOver } from "../highlights/paint";
import { isStep, nextTurn } from "../highlights/walk";

const paint = new Paint();
paintAsTheyCome(paint, open);

function open(element: HTMLElement): void {
  goHere([...element.querySelectorAll<HTMLElement>(".words")]);
  const minimap = document.querySelector<SVGSVGElement>("[data-minimap]");
  if (minimap !== null) followReading(minimap, element);
  walk(element);
  code(element);
}

function goHere(words: readonly HTMLElement[]): void {
  const at = readAt(document.querySelector<HTMLElement>("[data-at]")?.dataset["at"] ?? "");
  if (at === null) return;
  const first = paintOver("here", words, at);
  first?.closest("li")?.scrollIntoView({ block: "center", behavior: "instant" });
}

function walk(column: HTMLElement): void {
  const items = [...column.children] as HTMLElement[];
  let at = items.findIndex((item) => item.classList.contains("is-here"));
  column.addEventListener("focusin", (event) => {
    at = items.findIndex((item) => item.contains(event.target as Node));
  });
  addEventListener("keydown", (event) => {
    if (isTyping(event) || !isStep(event.key) || document.querySelector("#box:popover-open")) return;
    const coded = items.map((item) => item.querySelector("[data-marks]") !== null);
    at = nextTurn(coded, at, event.key);
    items[at]?.querySelector<HTMLElement>(".words")?.focus({ preventScroll: true });
    items[at]?.scrollIntoView({ block: "center" });
  });
}

function code(element: HTMLElement): void {
  const root = document.querySelector<HTMLElement>("[data-canvas]");
  const [box, bar] = [document.getElementById("box"), document.getElementById("bar")];
  const [spoken, shown] = [document.getElementById("spoken"), document.getElementById("status")];
  if (!root?.dataset["codings"] || !box || !bar || !spoken || !shown) return;
  const sentences = readSentences(root);
  const status = new Status(spoken, shown);
  new Workspace({ root, column: new Column(element), paint, box: new Box(box, sentences), status, sentences, bar });
}
