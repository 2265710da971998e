// The minimap beside the reading column: shows where one is, and goes where it is pressed.

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
