// The keys every page has: "/" to search, "u" and "r" to undo and redo, "?" for the list of keys, "g" and a letter to go to a room.

import { isTyping } from "./typing";
import { sendUndoing, undoing } from "./undoing";

const ROOMS: Readonly<Record<string, string>> = { h: "study", s: "sources", c: "coding", m: "analysis" };
const PATIENCE_MS = 1200;

/** Listens for the frame's keys. */
export function listenForKeys(): void {
  let going = 0;
  const keys = document.getElementById("keys");
  // In focus it is scrolled by keys; closed, the popover gives the focus back by itself.
  keys?.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "open") keys.focus({ preventScroll: true });
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) {
      if (sendUndoing(undoing(event))) event.preventDefault();
      return;
    }
    if (isTyping(event)) return;
    if (event.timeStamp - going < PATIENCE_MS && going > 0) {
      going = 0;
      if (goTo(event.key)) event.preventDefault();
      return;
    }
    if (event.key === "g") going = event.timeStamp;
    else if (event.key === "/" && focusSearch()) event.preventDefault();
    else if (sendUndoing(undoing(event))) event.preventDefault();
    else if (event.key === "?") keys?.togglePopover();
  });
}

function focusSearch(): boolean {
  const field = document.getElementById("seek");
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.select();
  return true;
}

function goTo(key: string): boolean {
  const room = ROOMS[key];
  const door = room && document.querySelector<HTMLAnchorElement>(`.rail-rooms a[data-room="${room}"]`);
  if (!door) return false;
  door.click();
  return true;
}
