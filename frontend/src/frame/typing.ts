// Keys belong to the page only while nobody is writing.

/** Whether a key press should be left to the field it went to, or to the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return inField(event);
}

/** Whether a key press went to something that is written or chosen in. */
export function inField(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof HTMLElement && target.closest("input, select, textarea, [contenteditable]") !== null;
}
