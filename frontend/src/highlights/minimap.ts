// The minimap beside the reading column: shows where one is, and goes where it is pressed.

import { CANDIDATE_LINE, readMarks } from "./marks";

/** Ties the minimap to the turns it stands for. */
export function followReading(minimap: SVGSVGElement, turns: HTMLElement): void {
  const view = minimap.querySelector<SVGRectElement>(".view");
  if (view === null) return;
  const draw = (): void => {
    const box = turns.getBoundingClientRect();
    const share = (pixels: number): number => Math.min(Math.max(pixels / box.height, 0), 1);
    view.setAttribute("y", `${share(-box.top) * 100}%`);
    view.setAttribute("height", `${share(window.innerHeight) * 100}%`);
  };
  minimap.addEventListener("click", (event) => {
    const box = minimap.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    const all = turns.children;
    all[Math.min(all.length - 1, Math.floor(share * all.length))]?.scrollIntoView({ block: "center" });
  });
  addEventListener("scroll", draw, { passive: true });
  // Told when the turns have been laid out, also the first time: asking before would lay the page out twice.
  new ResizeObserver(draw).observe(turns);
}

const SVG = "http://www.w3.org/2000/svg";

/** Draws anew in which rows codings begin, as the server does; candidates are left out. */
export function drawMarks(turns: HTMLElement): void {
  const field = document.querySelector<SVGSVGElement>("[data-minimap] > svg");
  const length = Number(field?.ownerSVGElement?.dataset["length"]);
  if (!field || !(length > 0)) return;
  const rows = field.viewBox.baseVal.height;
  const found = new Map<number, Set<number>>();
  for (const words of turns.querySelectorAll<HTMLElement>("[data-marks]")) {
    for (const mark of readMarks(words.dataset["marks"] ?? "")) {
      if (mark.line === CANDIDATE_LINE) continue;
      const row = Math.floor(((Number(words.dataset["start"]) + mark.start) * rows) / length);
      found.set(mark.hue, (found.get(mark.hue) ?? new Set()).add(row));
    }
  }
  const paths = [...found].sort(([one], [other]) => one - other).map(([hue, in_]) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `hue-${hue}`);
    path.setAttribute("d", [...in_].sort((one, other) => one - other).map((row) => `M0 ${row}h1v1H0z`).join(""));
    return path;
  });
  field.replaceChildren(...paths);
}
