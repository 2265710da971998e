// The code in focus is moved among its neighbours by keys; the address finds it again where it went.

import { inField } from "../frame/typing";

const WAYS: Readonly<Record<string, string>> = { ArrowUp: "up", ArrowDown: "down" };

/** Alt with an arrow presses the button of the row in focus. */
export function moveByKeys(): void {
  addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!event.altKey || way === undefined || inField(event)) return;
    const row = (event.target as Element).closest("tr");
    const button = row?.querySelector<HTMLButtonElement>(`button[name="${way}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}
