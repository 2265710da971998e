// Undo and redo by key: sends the form of the bar that says what it will take back.

import { inField, isTyping } from "./typing";

/** The letter of the bar's form that a key press asks for; "" for none. */
export function undoing(event: KeyboardEvent): string {
  if (event.repeat) return "";
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key === "z" && !inField(event)) {
    return event.shiftKey ? "r" : "u";
  }
  return !isTyping(event) && (event.key === "u" || event.key === "r") ? event.key : "";
}

/** Sends the bar's form with that letter; whether there is one. */
export function sendUndoing(letter: string): boolean {
  const form = letter && document.querySelector<HTMLFormElement>(`form.offer[data-key="${letter}"]`);
  if (!form) return false;
  form.requestSubmit();
  return true;
}
