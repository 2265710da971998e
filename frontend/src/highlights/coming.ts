// Turns are painted while the page still comes: a long text can be read, and seen coded, before its end is there.

import type { Paint } from "./paint";

/** Paints the turns of a column as they come; when all are there, `whole` is called with it. */
export function paintAsTheyCome(paint: Paint, whole: (turns: HTMLElement) => void): void {
  let [at, painted] = [0, 0];
  const column = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-turns]");
  const paintUpTo = (turns: HTMLElement, end: number): void => {
    const fresh: HTMLElement[] = [];
    for (; at < end; at += 1) {
      const words = turns.children[at]!.querySelector<HTMLElement>("[data-marks]");
      if (words !== null) fresh.push(words);
    }
    if (fresh.length > 0) painted += paint.paint(fresh);
  };
  const watch = new MutationObserver(() => {
    const turns = column();
    if (turns === null) return;
    // Only what comes into the column from now on; its last turn may not be whole yet.
    watch.disconnect();
    watch.observe(turns, { childList: true });
    paintUpTo(turns, turns.childElementCount - 1);
  });
  const end = (): void => {
    watch.disconnect();
    const turns = column();
    if (turns === null) return;
    paintUpTo(turns, turns.childElementCount);
    turns.dataset["painted"] = String(painted);
    whole(turns);
  };
  if (document.readyState !== "loading") return end();
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", end, { once: true });
}
