// Candidates, and codings to be read again: step through them and decide by keys; after a decision the next one has the focus.

import { landed, stepped } from "../candidates/stepping";
import { inField, isTyping } from "../frame/typing";

const hits = [...document.querySelectorAll<HTMLElement>("[data-hit]")];
const first = landed(hits, location.hash) ?? document.getElementById("trouble");
first?.focus();

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && inField(event)) return leave(event);
  if (isTyping(event) || event.repeat || hits.length === 0) return;
  const here = hits.find((hit) => hit.contains(document.activeElement));
  const to = stepped(hits, here, event.key);
  if (to !== undefined) return go(to, event);
  if (here === undefined) return;
  if (event.key === "e") return go(here.querySelector<HTMLElement>("textarea"), event);
  const button = here.querySelector<HTMLButtonElement>(`[data-decide="${CSS.escape(event.key)}"]`);
  if (button === null) return;
  event.preventDefault();
  button.click();
});

/** Into it, and its beginning into sight. */
function go(to: HTMLElement | null, event: KeyboardEvent): void {
  if (to === null) return;
  event.preventDefault();
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "center" });
}

/** Out of the field, back to the candidate that it belongs to. */
function leave(event: KeyboardEvent): void {
  const hit = hits.find((each) => each.contains(event.target as Node));
  if (hit !== undefined) go(hit, event);
}
